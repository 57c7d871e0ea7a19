package types

import (
	"github.com/d95905aa/gilded/internal/object"
)

// resolve replaces bases that are no classes by what their __mro_entries__ says. A tuple or list without such comes back
// itself.
func resolve(bases *Object) *Object {
	all := object.ToList(bases)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	made := object.NewList(0)
	if made == nil {
		return nil
	}
	defer object.Decref(made)
	updated := false
	for i := 0; i < len(object.ListItems(all)); i++ {
		base := object.ListItems(all)[i]
		entries, ok := (*Object)(nil), true
		if !object.Is(base, object.TypeType) {
			entries, ok = object.LookupAttrString(base, "__mro_entries__")
		}
		switch {
		case entries == nil:
			ok = ok && object.ListAppend(made, base)
		default:
			bases := object.CallArgs(entries, bases)
			object.Decref(entries)
			if bases == nil {
				return nil
			}
			updated = true
			if ok = object.IsTuple(bases); ok {
				ok = object.ListExtend(made, bases)
			} else {
				object.Raise(object.TypeError, "__mro_entries__ must return a tuple")
			}
			object.Decref(bases)
		}
		if !ok {
			return nil
		}
	}
	if !updated {
		return object.NewRef(bases)
	}
	return object.SequenceTuple(made)
}

// mostDerived is the metaclass that suits all bases: borrowed.
func mostDerived(meta *Object, bases []*Object) *Object {
	winner := meta
	for _, base := range bases {
		m := object.Head(base.Type)
		r := object.IsSubclass(winner, m)
		if r == 0 {
			if r = object.IsSubclass(m, winner); r > 0 {
				winner = m
			}
		}
		switch {
		case r < 0:
			return nil
		case r == 0:
			return object.Raise(object.TypeError, "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the "+
				"metaclasses of all its bases")
		}
	}
	return winner
}

// prepared is what stands before the body of a class statement.
type prepared struct{ meta, namespace, keywords *Object }

func (p *prepared) end() {
	object.XDecref(p.meta)
	object.XDecref(p.namespace)
	object.XDecref(p.keywords)
}

func prepare(name, bases, kwds *Object) *prepared {
	var keywords *Object
	if kwds == object.None {
		keywords = object.NewDict()
	} else {
		keywords = object.CallArgs(object.Head(object.DictType), kwds)
	}
	if keywords == nil {
		return nil
	}
	p := &prepared{keywords: keywords}
	if !p.findMeta(bases) || !p.findNamespace(name, bases) {
		p.end()
		return nil
	}
	return p
}

func (p *prepared) findMeta(bases *Object) bool {
	given, ok := object.DictGetString(p.keywords, "metaclass")
	if !ok {
		return false
	}
	switch {
	case given != nil:
		p.meta = object.NewRef(given)
		if !object.DictDelString(p.keywords, "metaclass") {
			return false
		}
	default:
		if p.meta = metaOfFirst(bases); p.meta == nil {
			return false
		}
	}
	if !object.Is(p.meta, object.TypeType) {
		return true
	}
	all := object.SequenceTuple(bases)
	if all == nil {
		return false
	}
	defer object.Decref(all)
	winner := mostDerived(p.meta, object.TupleItems(all))
	if winner == nil {
		return false
	}
	object.Replace(&p.meta, object.NewRef(winner))
	return true
}

// metaOfFirst is the type of the first base, or type if there is none.
func metaOfFirst(bases *Object) *Object {
	truth := object.IsTrue(bases)
	if truth <= 0 {
		if truth < 0 {
			return nil
		}
		return object.TypeObject(object.TypeType)
	}
	zero := object.NewInt(0)
	first := object.GetItem(bases, zero)
	object.Decref(zero)
	if first == nil {
		return nil
	}
	defer object.Decref(first)
	return object.TypeObject(first.Type)
}

func (p *prepared) findNamespace(name, bases *Object) bool {
	f, ok := object.LookupAttrString(p.meta, "__prepare__")
	if !ok {
		return false
	}
	if f == nil {
		p.namespace = object.NewDict()
		return p.namespace != nil
	}
	defer object.Decref(f)
	args := object.Pack(name, bases)
	if args == nil {
		return false
	}
	defer object.Decref(args)
	p.namespace = object.Call(f, args, p.keywords)
	return p.namespace != nil
}

func newClass(a []*Object) *Object {
	name, bases, kwds, body := a[0], a[1], a[2], a[3]
	resolved := resolve(bases)
	if resolved == nil {
		return nil
	}
	defer object.Decref(resolved)
	p := prepare(name, resolved, kwds)
	if p == nil {
		return nil
	}
	defer p.end()
	if body != object.None {
		r := object.CallArgs(body, p.namespace)
		if r == nil {
			return nil
		}
		object.Decref(r)
	}
	if resolved != bases && !object.SetItem(p.namespace, object.Intern("__orig_bases__"), bases) {
		return nil
	}
	// As in CPython, where type takes the module from the caller, a class without one is of this.
	if p.namespace.Type == object.DictType && object.Is(p.meta, object.TypeType) &&
		object.DictSetDefault(p.namespace, object.Intern("__module__"), object.Intern("types")) == nil {
		return nil
	}
	args := object.Pack(name, resolved, p.namespace)
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	return object.Call(p.meta, args, p.keywords)
}
