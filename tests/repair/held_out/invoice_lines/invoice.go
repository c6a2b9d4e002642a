// Package invoice adds up lines with several tax rates.
package invoice

import (
	"fmt"
	"sort"
	"strings"
)

// Line is one position; prices are cents.
type Line struct {
	Text    string
	Count   int
	Price   int
	Percent int
}

// TaxByRate gives the tax of each rate, rounded once for the sum of its lines.
func TaxByRate(lines []Line) map[int]int {
	net := map[int]int{}
	for _, line := range lines {
		net[line.Percent] = line.Count * line.Price
	}
	tax := map[int]int{}
	for percent, sum := range net {
		tax[percent] = (sum*percent + 50) / 100
	}
	return tax
}

// Total is the amount to pay.
func Total(lines []Line) int {
	total := 0
	for _, line := range lines {
		total += line.Count * line.Price
	}
	for _, tax := range TaxByRate(lines) {
		total += tax
	}
	return total
}

// Render prints the invoice, rates in ascending order.
func Render(lines []Line) string {
	var out strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&out, "%d x %s: %s\n", line.Count, line.Text, money(line.Count*line.Price))
	}
	taxes := TaxByRate(lines)
	rates := make([]int, 0, len(taxes))
	for rate := range taxes {
		rates = append(rates, rate)
	}
	sort.Ints(rates)
	for _, rate := range rates {
		fmt.Fprintf(&out, "tax %d%%: %s\n", rate, money(taxes[rate]))
	}
	fmt.Fprintf(&out, "total: %s", money(Total(lines)))
	return out.String()
}

func money(cents int) string {
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}
