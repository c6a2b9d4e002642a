// Package survey groups the rooms of a building by their distance from the entrance.
package survey

import "sort"

// Plan tells which rooms are joined by doors.
type Plan struct {
	doors map[string][]string
}

// Join adds a door that can be used both ways.
func (p *Plan) Join(one, other string) {
	if p.doors == nil {
		p.doors = map[string][]string{}
	}
	p.doors[one] = append(p.doors[one], other)
	p.doors[other] = append(p.doors[other], one)
}

// Levels lists the rooms by number of doors from the entrance, each level sorted.
func (p *Plan) Levels(entrance string) [][]string {
	seen := map[string]bool{entrance: true}
	level := []string{entrance}
	var levels [][]string
	for len(level) > 0 {
		sort.Strings(level)
		levels = append(levels, level)
		var next []string
		for _, room := range level {
			for _, other := range p.doors[room] {
				if !seen[other] {
					seen[other] = true
					next = append(next, other)
				}
			}
		}
		level = next
	}
	return levels
}

// DeadEnds lists the rooms with a single door, sorted.
func (p *Plan) DeadEnds() []string {
	var rooms []string
	for room, others := range p.doors {
		if len(others) == 1 {
			rooms = append(rooms, room)
		}
	}
	sort.Strings(rooms)
	return rooms
}
