package survey

import (
	"fmt"
	"testing"
)

func TestHidden(t *testing.T) {
	p := &Plan{}
	name := func(x, y int) string { return fmt.Sprintf("%d-%d", x, y) }
	for x := 0; x < 6; x++ {
		for y := 0; y < 6; y++ {
			if x < 5 {
				p.Join(name(x, y), name(x+1, y))
			}
			if y < 5 {
				p.Join(name(x, y), name(x, y+1))
			}
		}
	}
	levels := p.Levels("0-0")
	if len(levels) != 11 {
		t.Fatal(len(levels))
	}
	for distance, level := range levels {
		want := distance + 1
		if distance > 5 {
			want = 11 - distance
		}
		if len(level) != want {
			t.Fatal(distance, level)
		}
	}
	q := &Plan{}
	q.Join("a", "a")
	if len(q.Levels("a")) != 1 {
		t.Fatal("a loop")
	}
}
