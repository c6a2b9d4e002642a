package mail

import "testing"

func TestHidden(t *testing.T) {
	header, err := Parse("A : 1 \nB:\nc:x\n\ty\n z\nA: 2")
	if err != nil {
		t.Fatal(err)
	}
	if len(header["a"]) != 2 || header["a"][1] != "2" || header.Get("A") != "1" {
		t.Error(header)
	}
	if header.Get("b") != "" || len(header["b"]) != 1 || header.Get("C") != "x y z" {
		t.Error(header)
	}
	header, _ = Parse("To: , a,,b ,\n c")
	if got := header.List("to"); len(got) != 3 || got[0] != "a" || got[1] != "b" || got[2] != "c" {
		t.Error(got)
	}
	if header, err := Parse(""); err != nil || len(header) != 0 {
		t.Error(header, err)
	}
}
