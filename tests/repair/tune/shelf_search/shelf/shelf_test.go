package shelf

import (
	"strings"
	"testing"
)

func TestHas(t *testing.T) {
	shelf := New("A1", "B2", "C3")
	for _, signature := range []string{"A1", "B2", "C3"} {
		if !shelf.Has(signature) {
			t.Errorf("%s is missing", signature)
		}
	}
	for _, signature := range []string{"A0", "B1", "C2"} {
		if shelf.Has(signature) {
			t.Errorf("%s is there", signature)
		}
	}
}

func TestBehindTheLast(t *testing.T) {
	if New("A1", "B2").Has("Z9") || New().Has("A") {
		t.Error("found what is not there")
	}
}

func TestInsert(t *testing.T) {
	shelf := New()
	for _, signature := range strings.Fields("M C X C A M") {
		shelf.Insert(signature)
	}
	if got := strings.Join(shelf.signatures, ""); got != "ACMX" {
		t.Error(got)
	}
	if shelf.Insert("A") {
		t.Error("inserted twice")
	}
}

func TestBetween(t *testing.T) {
	shelf := New("A1", "B2", "C3", "D4")
	if got := strings.Join(shelf.Between("B", "D4"), " "); got != "B2 C3" {
		t.Error(got)
	}
	if got := shelf.Between("X", "B"); got != nil {
		t.Error(got)
	}
}
