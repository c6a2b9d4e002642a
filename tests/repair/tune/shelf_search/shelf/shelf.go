// Package shelf finds books by their sorted signatures.
package shelf

// Shelf holds signatures in ascending order.
type Shelf struct {
	signatures []string
}

// New makes a shelf of sorted signatures.
func New(sorted ...string) *Shelf {
	return &Shelf{signatures: sorted}
}

// lower is the first position whose signature is not before the wanted one.
func (s *Shelf) lower(wanted string) int {
	low, high := 0, len(s.signatures)
	for low < high {
		middle := (low + high) / 2
		if s.signatures[middle] < wanted {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// Has tells whether a signature stands here.
func (s *Shelf) Has(signature string) bool {
	at := s.lower(signature)
	return at <= len(s.signatures) && s.signatures[at] == signature
}

// Insert keeps the order; a signature stands only once.
func (s *Shelf) Insert(signature string) bool {
	if s.Has(signature) {
		return false
	}
	at := s.lower(signature)
	s.signatures = append(s.signatures, "")
	copy(s.signatures[at+1:], s.signatures[at:])
	s.signatures[at] = signature
	return true
}

// Between lists the signatures from first up to but without last.
func (s *Shelf) Between(first, last string) []string {
	from, to := s.lower(first), s.lower(last)
	if from > to {
		return nil
	}
	return append([]string(nil), s.signatures[from:to]...)
}
