package invoice

import (
	"strings"
	"testing"
)

func TestHidden(t *testing.T) {
	var many []Line
	net, want := map[int]int{}, 0
	for i := 0; i < 40; i++ {
		line := Line{"x", i % 5, 13*i + 7, []int{0, 7, 19}[i%3]}
		many = append(many, line)
		net[line.Percent] += line.Count * line.Price
		want += line.Count * line.Price
	}
	for percent, sum := range net {
		tax := (sum*percent + 50) / 100
		if TaxByRate(many)[percent] != tax {
			t.Errorf("rate %d", percent)
		}
		want += tax
	}
	if Total(many) != want {
		t.Errorf("got %d, want %d", Total(many), want)
	}
	if !strings.Contains(Render(lines), "tax 5%: 0.65\ntax 20%: 1.20\ntotal: 20.84") {
		t.Error(Render(lines))
	}
}
