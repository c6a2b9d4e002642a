package app

import (
	"os"
	"strings"
)

// Loud is the text in upper case.
func Loud(text string) string {
	return strings.ToUpper(text)
}
