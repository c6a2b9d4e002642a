package a

import (
	"fmt"
	"os"
)

// Shout is loud.
func Shout(text string) string {
	return fmt.Sprint(strings.ToUpper(text), "!")
}
