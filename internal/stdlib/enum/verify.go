package enum

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// verify is a decorator that checks a class.

var verifyDefs = []fn{
	{sig: "__init__(self, *checks)", do: func(s *scope, a []obj) obj {
		s.set(a[0], "checks", a[1])
		return s.none()
	}},
	{sig: "__call__(self, enumeration)", do: func(s *scope, a []obj) obj {
		for _, check := range s.items(s.get(a[0], "checks")) {
			switch {
			case s.failed:
				return nil
			case check == s.class("UNIQUE"):
				if names := s.aliases(a[1]); len(names) > 0 {
					s.raise(object.ValueError, "aliases found in %s: %s", s.shown(a[1]), strings.Join(names, ", "))
				}
			case check == s.class("CONTINUOUS"):
				s.checkContinuous(a[1])
			case check == s.class("NAMED_FLAGS"):
				s.checkNamed(a[1])
			}
		}
		return a[1]
	}},
}

// kindOf is what messages call a class, and its name.
func (s *scope) kindOf(class obj) (kind, name string) {
	kind = "enum"
	if s.issubclass(class, s.class("Flag")) {
		kind = "flag"
	}
	return kind, s.shown(s.get(class, "__name__"))
}

// checkContinuous looks for values between the lowest and the highest that no member has. Values that are no ints are not looked at.
func (s *scope) checkContinuous(class obj) {
	kind, name := s.kindOf(class)
	it := s.keep(object.Iter(class))
	if s.failed {
		return
	}
	have := map[string]bool{}
	var low, high *big.Int
	for _, member := range s.items(it) {
		v := s.get(member, "value")
		if s.failed || !object.IsLong(v) {
			return
		}
		n := s.number(v)
		have[n.String()] = true
		if low == nil || n.Cmp(low) < 0 {
			low = n
		}
		if high == nil || n.Cmp(high) > 0 {
			high = n
		}
	}
	if len(have) < 2 {
		return
	}
	const shown = 256 // of what is missing, more than a message should have
	var missing []string
	for n := new(big.Int).Set(low); n.Cmp(high) < 0 && len(missing) < shown; {
		if kind == "flag" {
			n.Lsh(n, 1)
		} else {
			n.Add(n, big.NewInt(1))
		}
		if !have[n.String()] {
			missing = append(missing, n.String())
		}
	}
	if len(missing) > 0 {
		s.raise(object.ValueError, "invalid %s %s: missing values %s", kind, name, strings.Join(missing, ", "))
	}
}

// checkNamed looks for bits of members that have several, which have no names of their own.
func (s *scope) checkNamed(class obj) {
	_, name := s.kindOf(class)
	members := s.dict(class, "_member_map_")
	if s.failed {
		return
	}
	single := new(big.Int)
	all := s.items(s.keep(object.DictItems(members)))
	for _, pair := range all {
		if v := s.get(object.TupleItems(pair)[1], "_value_"); s.singleBit(v) {
			single.Or(single, s.number(v))
		}
	}
	var names []string
	missing := new(big.Int)
	for _, pair := range all {
		member := object.TupleItems(pair)[1]
		v := s.number(s.get(member, "_value_"))
		if v.Sign() < 0 {
			continue
		}
		if unnamed := new(big.Int).AndNot(v, single); unnamed.Sign() != 0 {
			names = append(names, s.text(object.TupleItems(pair)[0]))
			missing.Or(missing, unnamed)
		}
	}
	if len(names) == 0 || s.failed {
		return
	}
	alias := "alias " + names[0] + " is"
	if last := len(names) - 1; last > 0 {
		alias = "aliases " + strings.Join(names[:last], ", ") + " and " + names[last] + " are"
	}
	what := "value " + missing.String()
	if new(big.Int).And(missing, new(big.Int).Sub(missing, big.NewInt(1))).Sign() != 0 {
		what = fmt.Sprintf("combined values of 0x%x", missing)
	}
	s.raise(object.ValueError, "invalid Flag %s: %s missing %s [use enum.show_flag_values(value) for details]", name, alias, what)
}
