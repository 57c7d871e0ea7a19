package functools

import (
	"github.com/d95905aa/gilded/internal/object"
)

// total_ordering makes three comparisons out of one, by these rules: the answer is that of the root, negated or not, combined
// with whether the operands are equal or not.

type derived struct {
	name   string
	negate bool // of the root's answer
	and    bool // with the other condition, otherwise or
	equal  bool // the other condition is a == b, otherwise a != b
	plain  bool // there is no other condition
}

var orderings = []struct {
	root string
	from []derived
}{
	{"__lt__", []derived{{name: "__gt__", negate: true, and: true}, {name: "__le__", equal: true}, {name: "__ge__", negate: true, plain: true}}},
	{"__le__", []derived{{name: "__ge__", negate: true, equal: true}, {name: "__lt__", and: true}, {name: "__gt__", negate: true, plain: true}}},
	{"__gt__", []derived{{name: "__lt__", negate: true, and: true}, {name: "__ge__", equal: true}, {name: "__le__", negate: true, plain: true}}},
	{"__ge__", []derived{{name: "__le__", negate: true, equal: true}, {name: "__gt__", and: true}, {name: "__lt__", negate: true, plain: true}}},
}

// compare is the body of a comparison that is derived from another.
func (d derived) compare(root string, self, other *Object) *Object {
	class := object.Head(self.Type)
	method := object.GetAttrString(class, root)
	if method == nil {
		return nil
	}
	answer := object.CallArgs(method, self, other)
	object.Decref(method)
	if answer == nil || answer == object.NotImplemented {
		return answer
	}
	truth := object.IsTrue(answer)
	switch {
	case truth < 0:
		object.Decref(answer)
		return nil
	case d.plain:
		object.Decref(answer)
		return object.NewBool(truth == 0)
	case d.negate:
		object.Decref(answer)
		if truth = 1 - truth; (truth > 0) != d.and {
			return object.NewBool(truth > 0)
		}
	case (truth > 0) != d.and:
		return answer
	default:
		object.Decref(answer)
	}
	op := int32(3)
	if d.equal {
		op = 2
	}
	return object.RichCompare(self, other, op)
}

// overrides tells whether a class has a comparison that is not object's.
func overrides(class *Object, name string) (bool, bool) {
	own, ok := object.LookupAttrString(class, name)
	if own == nil {
		return false, ok
	}
	defer object.Decref(own)
	inherited, ok := object.LookupAttrString(object.Head(object.ObjectType), name)
	defer object.XDecref(inherited)
	return own != inherited, ok
}

var orderingDefs = map[string]*object.Def{}

func init() {
	for _, o := range orderings {
		for _, d := range o.from {
			orderingDefs[o.root+d.name] = &object.Def{
				Sig: d.name + "(self, other)", Doc: "Made by total_ordering from " + o.root + ".",
				Do: func(a []*Object) *Object { return d.compare(o.root, a[0], a[1]) },
			}
		}
	}
}

func totalOrdering(a []*Object) *Object {
	class := a[0]
	has := map[string]bool{}
	root := -1
	for i := len(orderings) - 1; i >= 0; i-- {
		own, ok := overrides(class, orderings[i].root)
		if !ok {
			return nil
		}
		if own {
			has[orderings[i].root], root = true, i
		}
	}
	if root < 0 {
		return object.Raise(object.ValueError, "must define at least one ordering operation: < > <= >=")
	}
	for _, d := range orderings[root].from {
		if has[d.name] {
			continue
		}
		short := "_" + d.name[2:4] + "_from_" + orderings[root].root[2:4]
		f := object.NewClosure(orderingDefs[orderings[root].root+d.name], "functools", short)
		if f == nil {
			return nil
		}
		ok := object.SetAttrString(class, d.name, f)
		object.Decref(f)
		if !ok {
			return nil
		}
	}
	return object.NewRef(class)
}
