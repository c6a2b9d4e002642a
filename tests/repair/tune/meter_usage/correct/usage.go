// Package meter turns readings of an electricity meter into usage.
package meter

import (
	"errors"
	"sort"
)

// Reading is the state of the counter on a day.
type Reading struct {
	Day     int
	Counter int
}

// ErrBackwards tells that a counter fell without a rollover.
var ErrBackwards = errors.New("the counter runs backwards")

const rollover = 100000

// Usage gives the units used between neighbouring readings, in order of days.
func Usage(readings []Reading) ([]int, error) {
	sorted := append([]Reading(nil), readings...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Day < sorted[j].Day })
	var used []int
	for i := 1; i < len(sorted); i++ {
		units := sorted[i].Counter - sorted[i-1].Counter
		if units < 0 {
			units += rollover
			if units > rollover/2 {
				return nil, ErrBackwards
			}
		}
		used = append(used, units)
	}
	return used, nil
}

// PerDay is the average between the first and the last reading, 0 when there is no time between them.
func PerDay(readings []Reading) (float64, error) {
	used, err := Usage(readings)
	if err != nil {
		return 0, err
	}
	total, first, last := 0, 0, 0
	for _, units := range used {
		total += units
	}
	for i, reading := range readings {
		if i == 0 || reading.Day < first {
			first = reading.Day
		}
		if i == 0 || reading.Day > last {
			last = reading.Day
		}
	}
	if last == first {
		return 0, nil
	}
	return float64(total) / float64(last-first), nil
}
