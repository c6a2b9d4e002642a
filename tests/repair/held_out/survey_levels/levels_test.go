package survey

import (
	"reflect"
	"testing"
)

func plan() *Plan {
	p := &Plan{}
	p.Join("hall", "kitchen")
	p.Join("hall", "stairs")
	p.Join("stairs", "attic")
	p.Join("stairs", "bath")
	return p
}

func TestLevels(t *testing.T) {
	got := plan().Levels("hall")
	want := [][]string{{"hall"}, {"kitchen", "stairs"}, {"attic", "bath"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestLonelyRoom(t *testing.T) {
	if got := plan().Levels("barn"); !reflect.DeepEqual(got, [][]string{{"barn"}}) {
		t.Errorf("got %v", got)
	}
}

func TestDeadEnds(t *testing.T) {
	if got := plan().DeadEnds(); !reflect.DeepEqual(got, []string{"attic", "bath", "kitchen"}) {
		t.Errorf("got %v", got)
	}
}

func TestRoundTrip(t *testing.T) {
	p := plan()
	p.Join("attic", "bath")
	p.Join("bath", "kitchen")
	got := p.Levels("attic")
	want := [][]string{{"attic"}, {"bath", "stairs"}, {"hall", "kitchen"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}
