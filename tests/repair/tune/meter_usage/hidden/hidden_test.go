package meter

import "testing"

func TestHidden(t *testing.T) {
	for _, readings := range [][]Reading{nil, {{5, 1}}, {{5, 1}, {5, 7}}} {
		if average, err := PerDay(readings); err != nil || average != 0 {
			t.Fatalf("%v: got %v, %v", readings, average, err)
		}
	}
	var readings []Reading
	for day := 20; day > 0; day-- {
		readings = append(readings, Reading{day, (day * 7000) % rollover})
	}
	if average, err := PerDay(readings); err != nil || average != 7000 {
		t.Fatalf("got %v, %v", average, err)
	}
	if readings[0].Day != 20 {
		t.Fatal("the readings of the caller were sorted")
	}
	if average, err := PerDay([]Reading{{1, 0}, {2, 50}}); err != nil || average != 50 {
		t.Fatalf("got %v, %v", average, err)
	}
}
