package meter

import (
	"errors"
	"reflect"
	"testing"
)

func TestUsageSortsByDay(t *testing.T) {
	used, err := Usage([]Reading{{3, 160}, {1, 100}, {2, 130}})
	if err != nil || !reflect.DeepEqual(used, []int{30, 30}) {
		t.Fatalf("got %v, %v", used, err)
	}
}

func TestRollover(t *testing.T) {
	used, err := Usage([]Reading{{1, 99990}, {2, 15}})
	if err != nil || !reflect.DeepEqual(used, []int{25}) {
		t.Fatalf("got %v, %v", used, err)
	}
}

func TestBackwards(t *testing.T) {
	if _, err := Usage([]Reading{{1, 500}, {2, 400}}); !errors.Is(err, ErrBackwards) {
		t.Fatalf("got %v", err)
	}
}

func TestPerDay(t *testing.T) {
	average, err := PerDay([]Reading{{11, 400}, {1, 100}})
	if err != nil || average != 30 {
		t.Fatalf("got %v, %v", average, err)
	}
}

func TestPerDayOfOneReading(t *testing.T) {
	average, err := PerDay([]Reading{{4, 100}})
	if err != nil || average != 0 {
		t.Fatalf("got %v, %v", average, err)
	}
}
