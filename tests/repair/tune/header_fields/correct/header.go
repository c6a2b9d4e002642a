// Package mail reads the header of a message.
package mail

import (
	"fmt"
	"strings"
)

// Header maps lower-case names to values in order of their appearance.
type Header map[string][]string

// Parse reads 'Name: value' lines; lines that start with a blank go on with the value before.
func Parse(text string) (Header, error) {
	header := Header{}
	last := ""
	for number, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if last == "" {
				return nil, fmt.Errorf("line %d: nothing to go on with", number+1)
			}
			values := header[last]
			values[len(values)-1] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, found := strings.Cut(line, ":")
		if !found {
			return nil, fmt.Errorf("line %d: no colon", number+1)
		}
		last = strings.ToLower(strings.TrimSpace(name))
		header[last] = append(header[last], strings.TrimSpace(value))
	}
	return header, nil
}

// Get is the first value of a name, "" without one.
func (h Header) Get(name string) string {
	values := h[strings.ToLower(name)]
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// List splits the values of a name at commas.
func (h Header) List(name string) []string {
	var items []string
	for _, value := range h[strings.ToLower(name)] {
		for _, item := range strings.Split(value, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
	}
	return items
}
