package mail

import (
	"strings"
	"testing"
)

const message = "From: ann@example.org\r\nTo: bob@example.org, cid@example.org\r\nSubject: a long\r\n  line: with colon\r\nto: dan@example.org\r\n\r\nBody: no"

func TestHeader(t *testing.T) {
	header, err := Parse(message)
	if err != nil {
		t.Fatal(err)
	}
	if got := header.Get("from"); got != "ann@example.org" {
		t.Errorf("from %q", got)
	}
	if got := header.Get("Subject"); got != "a long line: with colon" {
		t.Errorf("subject %q", got)
	}
	if got := strings.Join(header.List("TO"), " "); got != "bob@example.org cid@example.org dan@example.org" {
		t.Errorf("to %q", got)
	}
	if got := header.Get("body"); got != "" {
		t.Errorf("body %q", got)
	}
	if _, err := Parse(" x"); err == nil {
		t.Error("a first line must have a name")
	}
	if _, err := Parse("A: 1\nnonsense"); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("got %v", err)
	}
	header, _ = Parse("Url: http://x:80/")
	if got := header.Get("url"); got != "http://x:80/" {
		t.Errorf("url %q", got)
	}
}
