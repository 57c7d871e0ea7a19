package enum

import (
	"math/big"

	"github.com/d95905aa/gilded/internal/object"
)

// Flag: members are bits, and others are made of those when they are asked for.

// singleBit tells whether a number has one bit: a failure if it is no number.
func (s *scope) singleBit(value obj) bool {
	if !s.truth(value) {
		return false
	}
	less := s.keep(object.Subtract(value, s.int(1)))
	if s.failed {
		return false
	}
	rest := s.keep(object.And(value, less))
	return !s.truth(rest) && !s.failed
}

// number is the value of an int.
func (s *scope) number(v obj) *big.Int {
	if s.failed {
		return new(big.Int)
	}
	if !object.IsLong(v) {
		s.raise(object.TypeError, "'%.200s' object cannot be interpreted as an integer", object.TypeName(v.Type))
		return new(big.Int)
	}
	return object.BigOf(v)
}

func (s *scope) big(x *big.Int) obj { return s.keep(object.NewBig(x)) }

// bits is 2 to the power of as many bits as a number has, less 1.
func bits(n *big.Int) *big.Int {
	all := new(big.Int).Lsh(big.NewInt(1), uint(new(big.Int).Abs(n).BitLen()))
	return all.Sub(all, big.NewInt(1))
}

// prepareFlag gives a class of flags what it has besides.
func (s *scope) prepareFlag(own, name, bases, first, boundary obj) {
	isFlag := s.class("Flag") == nil && s.text(name) == "Flag"
	for _, base := range s.items(bases) {
		isFlag = isFlag || s.issubclass(base, s.class("Flag"))
	}
	if !isFlag || s.failed {
		return
	}
	if !s.truth(boundary) && first != nil {
		if inherited := s.find(first, "_boundary_"); inherited != nil {
			boundary = inherited
		}
	}
	s.setItem(own, "_boundary_", boundary)
	s.setItem(own, "_flag_mask_", s.int(0))
	s.setItem(own, "_all_bits_", s.int(0))
	s.setItem(own, "_inverted_", object.None)
}

// finishFlag notes which bits the members are, and whether they come in the order of their values.
func (s *scope) finishFlag(class obj) {
	if s.class("Flag") == nil || !s.issubclass(class, s.class("Flag")) || s.failed {
		return
	}
	single, all := new(big.Int), new(big.Int)
	members := s.dict(class, "_member_map_")
	if s.failed {
		return
	}
	ordered, last := true, (*big.Int)(nil)
	for _, member := range s.items(s.keep(object.DictValues(members))) {
		value := s.get(member, "_value_")
		isSingle := s.singleBit(value)
		n := s.number(value)
		if all.Or(all, n); isSingle {
			single.Or(single, n)
			ordered = ordered && (last == nil || last.Cmp(n) <= 0)
			last = n
		}
	}
	s.set(class, "_flag_mask_", s.big(single))
	s.set(class, "_all_bits_", s.big(bits(all)))
	if !ordered {
		s.set(class, "_iter_member_", s.get(class, "_iter_member_by_def_"))
	}
}

// eachBit calls f for the bits of a number, the lowest first.
func eachBit(n *big.Int, f func(bit *big.Int)) {
	for i := range n.BitLen() {
		if n.Bit(i) == 1 && n.Sign() > 0 {
			f(new(big.Int).Lsh(big.NewInt(1), uint(i)))
		}
	}
}

// parts are the members of single bits that a value consists of.
func (s *scope) parts(class, value obj) []obj {
	both := new(big.Int).And(s.number(value), s.number(s.get(class, "_flag_mask_")))
	known := s.dict(class, "_value2member_map_")
	var members []obj
	eachBit(both, func(bit *big.Int) {
		if b := s.big(bit); b != nil {
			if member := s.item(known, b); member != nil {
				members = append(members, member)
			}
		}
	})
	return members
}

func (s *scope) iterOf(members []obj) obj {
	t := s.keep(object.Pack(members...))
	if t == nil {
		return nil
	}
	return s.keep(object.Iter(t))
}

var flagDefs = []fn{
	{sig: "_generate_next_value_(name, start, count, last_values)", kind: object.StaticDef, do: func(s *scope, a []obj) obj { return s.nextFlag(a[1], a[2], a[3]) },
		doc: "The value of the next member: the bit above all others."},
	{sig: "__reduce_ex__(self, proto)", do: reduceFlag},
	{sig: "_iter_member_by_value_(cls, value)", kind: object.ClassDef, do: func(s *scope, a []obj) obj { return s.iterOf(s.parts(a[0], a[1])) }},
	{sig: "_iter_member_(cls, value)", kind: object.ClassDef, do: func(s *scope, a []obj) obj { return s.iterOf(s.parts(a[0], a[1])) }},
	{sig: "_iter_member_by_def_(cls, value)", kind: object.ClassDef, do: func(s *scope, a []obj) obj {
		members := s.keep(object.Pack(s.parts(a[0], a[1])...))
		if s.failed {
			return nil
		}
		l := s.keep(object.ToList(members))
		key := s.method(s.keep(object.Import("operator")), "attrgetter", s.str("_sort_order_"))
		if s.failed || !s.check(object.ListSort(l, key, false)) {
			return nil
		}
		return s.keep(object.Iter(l))
	}},
	{sig: "_missing_(cls, value)", kind: object.ClassDef, do: func(s *scope, a []obj) obj { return s.makeFlag(a[0], a[1]) }},
	{sig: "__contains__(self, other)", do: func(s *scope, a []obj) obj {
		if !s.isinstance(a[1], object.Head(a[0].Type)) {
			return s.raise(object.TypeError, "unsupported operand type(s) for 'in': %s and %s", s.shown(s.get(object.Head(a[1].Type), "__qualname__")),
				s.shown(s.get(object.Head(a[0].Type), "__qualname__")))
		}
		mine, other := s.get(a[0], "_value_"), s.get(a[1], "_value_")
		if s.failed {
			return nil
		}
		return s.bool(s.equal(s.keep(object.And(other, mine)), other))
	}},
	{sig: "__iter__(self)", do: func(s *scope, a []obj) obj {
		it := s.method(object.Head(a[0].Type), "_iter_member_", s.get(a[0], "_value_"))
		if s.failed {
			return nil
		}
		return s.keep(object.Iter(it))
	}},
	{sig: "__len__(self)", do: func(s *scope, a []obj) obj { return s.method(s.get(a[0], "_value_"), "bit_count") }},
	{sig: "__repr__(self)", do: func(s *scope, a []obj) obj {
		name := s.get(a[0], "_name_")
		if name == object.None {
			return s.str("<" + s.className(a[0]) + ": " + s.valueRepr(a[0]) + ">")
		}
		return s.str("<" + s.className(a[0]) + "." + s.text(name) + ": " + s.valueRepr(a[0]) + ">")
	}},
	{sig: "__str__(self)", do: func(s *scope, a []obj) obj {
		name := s.get(a[0], "_name_")
		if name == object.None {
			return s.str(s.className(a[0]) + "(" + s.shown(s.get(a[0], "_value_")) + ")")
		}
		return s.str(s.className(a[0]) + "." + s.text(name))
	}},
	{sig: "__bool__(self)", do: func(s *scope, a []obj) obj { return s.bool(s.truth(s.get(a[0], "_value_"))) }},
	flagOperator("__or__(self, other)", object.Or), flagOperator("__and__(self, other)", object.And), flagOperator("__xor__(self, other)", object.Xor),
	{sig: "__invert__(self)", do: invertFlag},
}

// flagOperator is an operator of two members, or of a member and a value of its data type.
func flagOperator(sig string, do func(v, w obj) obj) fn {
	return fn{sig: sig, do: func(s *scope, a []obj) obj {
		other := a[1]
		if s.isinstance(other, object.Head(a[0].Type)) {
			other = s.get(other, "_value_")
		} else if t := s.get(a[0], "_member_type_"); t == object.Head(object.ObjectType) || !s.isinstance(other, t) {
			return object.NotImplemented
		}
		value := s.get(a[0], "_value_")
		if s.failed {
			return nil
		}
		return s.call(object.Head(a[0].Type), s.keep(do(value, other)))
	}}
}

func invertFlag(s *scope, a []obj) obj {
	inverted := s.get(a[0], "_inverted_")
	if s.failed || inverted != object.None {
		return inverted
	}
	value, class := s.number(s.get(a[0], "_value_")), object.Head(a[0].Type)
	if s.get(a[0], "_boundary_") == s.class("KEEP") {
		value = new(big.Int).Not(value)
	} else {
		value = new(big.Int).Xor(value, s.number(s.get(a[0], "_flag_mask_")))
	}
	inverted = s.call(class, s.big(value))
	s.set(a[0], "_inverted_", inverted)
	if s.isinstance(inverted, class) {
		s.set(inverted, "_inverted_", a[0])
	}
	return inverted
}

// nextFlag is the bit above the highest of all values.
func (s *scope) nextFlag(start, count, last obj) obj {
	if !s.truth(count) {
		if start == object.None {
			return s.int(1)
		}
		return start
	}
	largest := s.call(s.keep(object.BuiltinNamed("max")), last)
	if s.failed {
		return nil
	}
	if !object.IsLong(largest) {
		s.get(largest, "bit_length")
		if exc := s.caught(object.Exception); exc != nil {
			defer object.HandleException(exc)()
			s.raise(object.TypeError, "invalid flag value %s", s.shown(largest))
		}
		return nil
	}
	above := bits(s.number(largest))
	return s.big(above.Add(above, big.NewInt(1)))
}

// makeFlag makes a member of the bits of a value, as far as the class's boundary lets it.
func (s *scope) makeFlag(class, v obj) obj {
	if !object.IsLong(v) {
		return s.raise(object.ValueError, "%s is not a valid %s", s.shown(v), s.text(s.get(class, "__qualname__")))
	}
	mask, all := s.number(s.get(class, "_flag_mask_")), s.number(s.get(class, "_all_bits_"))
	boundary := s.get(class, "_boundary_")
	value := s.number(v)
	if s.failed {
		return nil
	}
	skipped := new(big.Int).Xor(all, mask)
	if value.Cmp(new(big.Int).Not(all)) < 0 || value.Cmp(all) > 0 || skipped.And(skipped, value).Sign() != 0 {
		switch boundary {
		case s.class("STRICT"):
			return s.outOfBounds(class, v, value, mask)
		case s.class("CONFORM"):
			value = new(big.Int).And(value, mask)
		case s.class("EJECT"):
			return v
		case s.class("KEEP"):
			if value.Sign() < 0 {
				limit := bits(value)
				if limit.Cmp(all) < 0 {
					limit = all
				}
				value = new(big.Int).Add(new(big.Int).Add(limit, big.NewInt(1)), value)
			}
		default:
			return s.raise(object.ValueError, "%s unknown flag boundary %s", s.shown(class), s.shown(boundary))
		}
	}
	var negative obj
	if value.Sign() < 0 {
		negative = s.big(value)
		value = new(big.Int).Add(new(big.Int).Add(all, big.NewInt(1)), value)
	}
	return s.pseudoMember(class, value, mask, boundary, negative)
}

func (s *scope) outOfBounds(class, v obj, value, mask *big.Int) obj {
	width := max(new(big.Int).Abs(value).BitLen(), mask.BitLen())
	return s.raise(object.ValueError, "%s invalid value %s\n    given %s\n  allowed %s", s.shown(class), s.shown(v), binary(value, width), binary(mask, width))
}

// pseudoMember makes the member, and lets the class remember it if it has no bits that nobody knows.
func (s *scope) pseudoMember(class obj, value, mask *big.Int, boundary, negative obj) obj {
	unknown, known := new(big.Int).AndNot(value, mask), new(big.Int).And(value, mask)
	if unknown.Sign() != 0 && boundary != s.class("KEEP") {
		return s.raise(object.ValueError, "%s(%s) -->  unknown values %s [%s]", s.text(s.get(class, "__name__")), value.String(), unknown.String(), binary(unknown, 0))
	}
	number := s.big(value)
	make := s.find(class, "__new_member__")
	t := s.get(class, "_member_type_")
	var member obj
	switch {
	case s.failed:
		return nil
	case make == nil && t == object.Head(object.ObjectType):
		member = s.call(s.get(t, "__new__"), class)
	case make == nil:
		member = s.call(s.get(t, "__new__"), class, number)
	default:
		member = s.call(make, class, number)
	}
	if s.failed {
		return nil
	}
	if s.find(member, "_value_") == nil {
		s.set(member, "_value_", number)
	}
	s.set(member, "_name_", s.flagName(class, known, unknown))
	if unknown.Sign() == 0 {
		byValue := s.dict(class, "_value2member_map_")
		if s.failed {
			return nil
		}
		if before := s.item(byValue, number); before != nil {
			member = before
		} else {
			s.check(!s.failed && object.DictSet(byValue, number, member))
		}
		if negative != nil {
			s.check(!s.failed && object.DictSet(byValue, negative, member))
		}
	}
	return member
}

// flagName is the names of the bits; None for a value without a bit that has one.
func (s *scope) flagName(class obj, known, unknown *big.Int) obj {
	if known.Sign() == 0 {
		return object.None
	}
	it := s.method(class, "_iter_member_", s.big(known))
	if s.failed {
		return nil
	}
	name := ""
	s.check(object.Each(it, func(member obj) bool {
		if name != "" {
			name += "|"
		}
		name += s.text(s.get(member, "_name_"))
		return !s.failed
	}))
	if unknown.Sign() != 0 {
		name += "|" + s.text(s.method(class, "_numeric_repr_", s.big(unknown)))
	}
	return s.str(name)
}

// reduceFlag says what a member is made of: one that has a name, or others that are combined.
func reduceFlag(s *scope, a []obj) obj {
	class := object.Head(a[0].Type)
	value, mask := s.number(s.get(a[0], "_value_")), s.number(s.get(class, "_flag_mask_"))
	unknown, known := new(big.Int).AndNot(value, mask), new(big.Int).And(value, mask)
	var left, right obj
	if unknown.Sign() != 0 && known.Sign() != 0 {
		left, right = s.call(class, s.big(known)), s.big(unknown)
	} else if known.Sign() != 0 {
		lowest := new(big.Int).Lsh(big.NewInt(1), known.TrailingZeroBits())
		if rest := new(big.Int).AndNot(known, lowest); rest.Sign() != 0 {
			left, right = s.call(class, s.big(rest)), s.item(s.dict(class, "_value2member_map_"), s.big(lowest))
		}
	}
	if s.failed {
		return nil
	}
	if left != nil && right != nil {
		or := s.get(s.keep(object.Import("operator")), "or_")
		if s.failed {
			return nil
		}
		return s.keep(object.OwnedTuple(object.NewRef(or), object.Pack(left, right)))
	}
	if s.get(a[0], "_name_") == object.None {
		return s.keep(object.OwnedTuple(object.NewRef(class), object.Pack(s.get(a[0], "_value_"))))
	}
	return s.byName(a[0])
}

// binary shows a number in two's complement, with the bit of its sign apart, in as many digits as it needs, and at least width.
func binary(n *big.Int, width int) string {
	sign, digits := byte('0'), n.Text(2)
	if n.Sign() < 0 {
		sign = '1'
		all := bits(n)
		digits = new(big.Int).Add(new(big.Int).Add(all, big.NewInt(1)), n).Text(2)
		for len(digits) < all.BitLen() {
			digits = "0" + digits
		}
	}
	for len(digits) < width {
		digits = string(sign) + digits
	}
	return "0b" + string(sign) + " " + digits
}
