package datetime

// Reading of ISO 8601, as far as CPython 3.11 does, and exactly as generously: what it lets pass is let pass here. Beyond a
// text's end comes a zero byte, as in C.

type reader struct {
	text string
	at   int
}

func (r *reader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// digits reads exactly so many.
func (r *reader) digits(n int) (v int, ok bool) {
	for range n {
		c := r.peek()
		if !isDigit(c) {
			return 0, false
		}
		v = v*10 + int(c-'0')
		r.at++
	}
	return v, true
}

// accept goes past c if it is next.
func (r *reader) accept(c byte) bool {
	if r.peek() == c {
		r.at++
		return true
	}
	return false
}

// parseDay reads a date, which may be out of range if it is a calendar date: 2020-01-31, 20200131, 2020-W01-1, 2020W01.
func parseDay(text string) (day, bool) {
	r := reader{text: text}
	year, ok := r.digits(4)
	if !ok {
		return day{}, false
	}
	separated := r.accept('-')
	if r.accept('W') {
		return r.parseWeek(year, separated)
	}
	month, ok := r.digits(2)
	if !ok || separated && !r.accept('-') {
		return day{}, false
	}
	dom, ok := r.digits(2)
	return day{year, month, dom}, ok
}

func (r *reader) parseWeek(year int, separated bool) (day, bool) {
	week, ok := r.digits(2)
	if !ok {
		return day{}, false
	}
	weekday := 1
	if r.at < len(r.text) {
		if separated && !r.accept('-') {
			return day{}, false
		}
		if weekday, ok = r.digits(1); !ok {
			return day{}, false
		}
	}
	if year < minYear { // in CPython's calendar it has weeks, but no months
		return day{year: minYear}, 1 <= week && week <= 52 && 1 <= weekday && weekday <= 7
	}
	d, f := fromISO(year, week, weekday)
	return d, f == ""
}

// parseClock reads HH[:MM[:SS[.ffffff]]], with or without colons, up to end. more tells that something follows it.
func (r *reader) parseClock(end int) (c clock, more, ok bool) {
	separated := true
	for i, to := range []*int{&c.hour, &c.minute, &c.second} {
		if *to, ok = r.digits(2); !ok {
			return c, false, false
		}
		next := r.peek()
		r.at++
		if i == 0 {
			separated = next == ':'
		}
		switch {
		case r.at >= end:
			return c, next != 0, true
		case separated && next == ':':
			continue
		case next == '.' || next == ',':
			c.us, ok = r.fraction(end)
			return c, r.peek() != 0, ok
		case separated:
			return c, false, false
		}
		r.at--
	}
	c.us, ok = r.fraction(end)
	return c, r.peek() != 0, ok
}

// fraction reads the digits of a fraction of a second: those beyond the sixth are dropped.
func (r *reader) fraction(end int) (us int, ok bool) {
	n := min(end-r.at, 6)
	if us, ok = r.digits(n); !ok {
		return 0, false
	}
	for ; n < 6; n++ {
		us *= 10
	}
	for isDigit(r.peek()) {
		r.at++
	}
	return us, true
}

// parseTime reads a time and the offset of its zone; offset is nil where there is none.
func parseTime(text string) (c clock, offset *span, ok bool) {
	r := reader{text: text}
	mark := 0
	for mark < len(text) && text[mark] != '+' && text[mark] != '-' && text[mark] != 'Z' {
		mark++
	}
	c, more, ok := r.parseClock(mark)
	switch {
	case !ok:
		return c, nil, false
	case mark == len(text):
		return c, nil, !more
	case text[mark] == 'Z':
		return c, &span{}, mark+1 == len(text)
	}
	r.at = mark + 1
	z, more, ok := r.parseClock(len(text))
	seconds, us := z.seconds(), z.us
	if text[mark] == '-' {
		seconds, us = -seconds, -us
	}
	return c, &span{0, seconds, us}, ok && !more
}

// separatorAt finds where the date ends in a date and time: at a character of any kind, which may have to be guessed.
func separatorAt(text string) int {
	const week = 'W'
	digit := func(i int) bool { return i < len(text) && isDigit(text[i]) }
	switch {
	case len(text) == 7:
		return 7
	case text[4] == '-' && text[5] != week:
		return 10
	case text[4] == '-':
		if len(text) > 8 && text[8] == '-' {
			switch {
			case len(text) == 9:
				return -1
			case digit(10): // a day would have to be followed by a digit as the separator: it is rather a separator and an hour
				return 8
			}
			return 10
		}
		return 8
	case text[4] != week:
		return 8
	}
	end := 7
	for digit(end) {
		end++
	}
	switch {
	case end < 9:
		return end
	case end%2 == 0: // the digits of a time are even in number: there is no weekday
		return 7
	}
	return 8
}
