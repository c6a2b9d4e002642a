package invoice

import "testing"

var lines = []Line{{"pen", 3, 150, 20}, {"book", 1, 1299, 5}, {"ink", 2, 75, 20}}

func TestTaxByRate(t *testing.T) {
	tax := TaxByRate(lines)
	if tax[20] != 120 || tax[5] != 65 || len(tax) != 2 {
		t.Errorf("got %v", tax)
	}
}

func TestTotal(t *testing.T) {
	if got := Total(lines); got != 2084 {
		t.Errorf("got %d", got)
	}
	if got := Total(nil); got != 0 {
		t.Errorf("got %d", got)
	}
}

func TestRender(t *testing.T) {
	want := "1 x tea: 0.99\ntax 7%: 0.07\ntotal: 1.06"
	if got := Render([]Line{{"tea", 1, 99, 7}}); got != want {
		t.Errorf("got %q", got)
	}
}

func TestMoney(t *testing.T) {
	if money(5) != "0.05" || money(1205) != "12.05" {
		t.Error(money(5), money(1205))
	}
}
