package shelf

import (
	"fmt"
	"sort"
	"testing"
)

func TestHidden(t *testing.T) {
	shelf := New()
	known := map[string]bool{}
	seed := 7
	for i := 0; i < 300; i++ {
		seed = seed * 16807 % 2147483647
		signature := fmt.Sprintf("%03d", seed%200)
		if shelf.Has(signature) != known[signature] {
			t.Fatal(signature)
		}
		if shelf.Insert(signature) == known[signature] {
			t.Fatal(signature)
		}
		known[signature] = true
		if !sort.StringsAreSorted(shelf.signatures) || len(shelf.signatures) != len(known) {
			t.Fatal("order")
		}
	}
	if len(shelf.Between("000", "zzz")) != len(known) || len(shelf.Between("1", "1")) != 0 {
		t.Fatal("between")
	}
}
