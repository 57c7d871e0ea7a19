package itertools

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// product, combinations, combinations_with_replacement and permutations: items of a pool, chosen by indices.

// choosing is the memory of all four. The pool of a product is a tuple of tuples.
type choosing struct {
	abi.Object
	pool    *Object // a tuple
	indices *int    // n of them
	n       int
	cycles  *int // permutations: r of them
	r       int
	started bool
	stopped bool
}

func (p *choosing) index() []int { return unsafe.Slice(p.indices, p.n) }

func (p *choosing) cycle() []int { return unsafe.Slice(p.cycles, p.r) }

func ints(n int) *int {
	if n < 0 || n > 1<<40 {
		object.NoMemory()
		return nil
	}
	block := object.RawAlloc(uintptr(max(n, 1)) * unsafe.Sizeof(n))
	if block == nil {
		object.NoMemory()
		return nil
	}
	clear(unsafe.Slice((*int)(block), n))
	return (*int)(block)
}

// newChoosing takes over the pool.
func newChoosing(t *Type, pool *Object, n, r int) *Object {
	if pool == nil {
		return nil
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		object.Decref(pool)
		return nil
	}
	p := object.As[*choosing](o)
	p.pool = pool
	if p.indices = ints(n); p.indices == nil {
		object.Decref(o)
		return nil
	}
	p.n, p.r = n, r
	return o
}

// chosen is the tuple of the items that the first indices say.
func (p *choosing) chosen(indices []int) *Object {
	pool := object.TupleItems(p.pool)
	t := object.NewTuple(len(indices))
	if t == nil || len(indices) == 0 {
		return t
	}
	for i, at := range indices {
		object.TupleItems(t)[i] = object.NewRef(pool[at])
	}
	return t
}

// numbers is a tuple of ints.
func numbers(values []int) *Object {
	t := object.NewTuple(len(values))
	if t == nil || len(values) == 0 {
		return t
	}
	for i, v := range values {
		n := number(v)
		if n == nil {
			object.Decref(t)
			return nil
		}
		object.TupleItems(t)[i] = n
	}
	return t
}

// fromState reads n ints out of a tuple, each limited to what limits says.
func fromState(state *Object, to []int, limits func(i int) (low, high int)) bool {
	if !object.IsTuple(state) || len(object.TupleItems(state)) != len(to) {
		object.Raise(object.ValueError, "invalid arguments")
		return false
	}
	for i, item := range object.TupleItems(state) {
		v, ok := object.AsSsize(item)
		if !ok {
			return false
		}
		low, high := limits(i)
		to[i] = max(min(v, high), low)
	}
	return true
}

// reduction is (type, (pool, r)), with the indices once it has begun; () is the pool of one that has ended.
func reduction(o *Object) *Object {
	p := object.As[*choosing](o)
	switch {
	case !p.started:
		return object.OwnedTuple(class(o), object.OwnedTuple(object.NewRef(p.pool), number(p.r)))
	case p.stopped:
		return object.OwnedTuple(class(o), object.OwnedTuple(object.NewTuple(0), number(p.r)))
	}
	return object.OwnedTuple(class(o), object.OwnedTuple(object.NewRef(p.pool), number(p.r)), numbers(p.index()))
}

// lengthParam is the parameter r: an int that is not negative.
func lengthParam(o *Object) (int, bool) {
	r, ok := index(o)
	if ok && r < 0 {
		object.Raise(object.ValueError, "r must be non-negative")
		return 0, false
	}
	return r, ok
}

func newCombinations(name string, repeated bool) func(t *Type, args, kwargs *Object) *Object {
	params := object.Params{Func: name, Names: []string{"iterable", "r"}, Required: 2, Positional: 2}
	return func(t *Type, args, kwargs *Object) *Object {
		var a [2]*Object
		if !params.UnpackTuple(args, kwargs, a[:]) {
			return nil
		}
		r, ok := index(a[1])
		if !ok {
			return nil
		}
		pool := object.SequenceTuple(a[0])
		if pool == nil {
			return nil
		}
		if r < 0 {
			object.Decref(pool)
			return object.Raise(object.ValueError, "r must be non-negative")
		}
		n := len(object.TupleItems(pool))
		o := newChoosing(t, pool, r, r)
		if o == nil {
			return nil
		}
		p := object.As[*choosing](o)
		if repeated {
			p.stopped = n == 0 && r > 0
			return o
		}
		p.stopped = r > n
		for i := range p.index() {
			p.index()[i] = i
		}
		return o
	}
}

// nextChoice is the first choice, or what follows when step moves the indices on, and false at the end.
func (p *choosing) nextChoice(step func() bool) *Object {
	if p.stopped {
		return nil
	}
	if p.started && !step() {
		p.stopped = true
		return nil
	}
	p.started = true
	return p.chosen(p.index())
}

func combinationsNext(o *Object) *Object {
	p := object.As[*choosing](o)
	return p.nextChoice(func() bool {
		indices, n := p.index(), len(object.TupleItems(p.pool))
		i := p.r - 1
		for i >= 0 && indices[i] == i+n-p.r {
			i--
		}
		if i < 0 {
			return false
		}
		indices[i]++
		for j := i + 1; j < p.r; j++ {
			indices[j] = indices[j-1] + 1
		}
		return true
	})
}

func repeatedNext(o *Object) *Object {
	p := object.As[*choosing](o)
	return p.nextChoice(func() bool {
		indices, n := p.index(), len(object.TupleItems(p.pool))
		i := p.r - 1
		for i >= 0 && indices[i] == n-1 {
			i--
		}
		if i < 0 {
			return false
		}
		at := indices[i] + 1
		for j := i; j < p.r; j++ {
			indices[j] = at
		}
		return true
	})
}

var permutationsParams = object.Params{Func: "permutations", Names: []string{"iterable", "r"}, Required: 1, Positional: 2}

func permutationsNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !permutationsParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	pool := object.SequenceTuple(a[0])
	if pool == nil {
		return nil
	}
	n := len(object.TupleItems(pool))
	r, ok := n, true
	if a[1] != nil && a[1] != object.None {
		if ok = object.IsLong(a[1]); !ok {
			object.Raise(object.TypeError, "Expected int as r")
		} else {
			r, ok = lengthParam(a[1])
		}
	}
	if !ok {
		object.Decref(pool)
		return nil
	}
	o := newChoosing(t, pool, n, r)
	if o == nil {
		return nil
	}
	p := object.As[*choosing](o)
	if p.stopped = r > n; p.stopped {
		return o
	}
	if p.cycles = ints(r); p.cycles == nil {
		object.Decref(o)
		return nil
	}
	for i := range p.index() {
		p.index()[i] = i
	}
	for i := range p.cycle() {
		p.cycle()[i] = n - i
	}
	return o
}

func permutationsNext(o *Object) *Object {
	p := object.As[*choosing](o)
	if p.stopped {
		return nil
	}
	if p.started && !p.permute() {
		p.stopped = true
		return nil
	}
	p.started = true
	return p.chosen(p.index()[:p.r])
}

func (p *choosing) permute() bool {
	indices, cycles := p.index(), p.cycle()
	if p.n == 0 {
		return false
	}
	for i := p.r - 1; i >= 0; i-- {
		if cycles[i]--; cycles[i] > 0 {
			j := p.n - cycles[i]
			indices[i], indices[j] = indices[j], indices[i]
			return true
		}
		first := indices[i]
		copy(indices[i:], indices[i+1:])
		indices[p.n-1] = first
		cycles[i] = p.n - i
	}
	return false
}

func permutationsReduce(o *Object) *Object {
	p := object.As[*choosing](o)
	if !p.started || p.stopped {
		return reduction(o)
	}
	return object.OwnedTuple(class(o), object.OwnedTuple(object.NewRef(p.pool), number(p.r)), object.OwnedTuple(numbers(p.index()), numbers(p.cycle())))
}

func permutationsSetState(o, state *Object) bool {
	p := object.As[*choosing](o)
	parts, ok := stateTuple(state, 2, 2)
	if !ok {
		return false
	}
	if p.cycles == nil {
		object.Raise(object.ValueError, "invalid arguments")
		return false
	}
	if !fromState(parts[0], p.index(), func(int) (int, int) { return 0, p.n - 1 }) ||
		!fromState(parts[1], p.cycle(), func(i int) (int, int) { return 1, p.n - i }) {
		return false
	}
	p.started = true
	return true
}

var productParams = object.Params{Func: "product", Names: []string{"repeat"}}

func productNew(t *Type, args, kwargs *Object) *Object {
	repeat := 1
	if kwargs != nil && object.DictLen(kwargs) > 0 {
		var a [1]*Object
		none := object.NewTuple(0)
		defer object.Decref(none)
		if !productParams.UnpackTuple(none, kwargs, a[:]) {
			return nil
		}
		n, ok := index(a[0])
		if !ok {
			return nil
		}
		if repeat = n; n < 0 {
			return object.Raise(object.ValueError, "repeat argument cannot be negative")
		}
	}
	items := object.TupleItems(args)
	if repeat == 0 {
		items = nil
	}
	if len(items) > 0 && repeat > (1<<59)/len(items) {
		return object.Raise(object.OverflowError, "repeat argument too large")
	}
	pools := object.NewTuple(len(items) * repeat)
	if pools == nil {
		return nil
	}
	stopped := false
	for i, item := range items {
		pool := object.SequenceTuple(item)
		if pool == nil {
			object.Decref(pools)
			return nil
		}
		stopped = stopped || len(object.TupleItems(pool)) == 0
		for j := range repeat {
			object.TupleItems(pools)[j*len(items)+i] = object.NewRef(pool)
		}
		object.Decref(pool)
	}
	o := newChoosing(t, pools, len(items)*repeat, 0)
	if o != nil {
		object.As[*choosing](o).stopped = stopped
	}
	return o
}

func productNext(o *Object) *Object {
	p := object.As[*choosing](o)
	if p.stopped {
		return nil
	}
	pools, indices := object.TupleItems(p.pool), p.index()
	if p.started {
		i := p.n - 1
		for ; i >= 0; i-- {
			if indices[i]++; indices[i] < len(object.TupleItems(pools[i])) {
				break
			}
			indices[i] = 0
		}
		if i < 0 {
			p.stopped = true
			return nil
		}
	}
	p.started = true
	t := object.NewTuple(p.n)
	if t == nil || p.n == 0 {
		return t
	}
	for i, at := range indices {
		object.TupleItems(t)[i] = object.NewRef(object.TupleItems(pools[i])[at])
	}
	return t
}

func productReduce(o *Object) *Object {
	p := object.As[*choosing](o)
	switch {
	case p.stopped:
		return object.OwnedTuple(class(o), object.OwnedTuple(object.NewTuple(0)))
	case !p.started:
		return object.OwnedTuple(class(o), object.NewRef(p.pool))
	}
	return object.OwnedTuple(class(o), object.NewRef(p.pool), numbers(p.index()))
}

func productSetState(o, state *Object) bool {
	p := object.As[*choosing](o)
	pools := object.TupleItems(p.pool)
	if object.IsTuple(state) && len(object.TupleItems(state)) == p.n {
		for _, pool := range pools {
			if len(object.TupleItems(pool)) == 0 {
				p.stopped = true
				return true
			}
		}
	}
	if !fromState(state, p.index(), func(i int) (int, int) { return 0, len(object.TupleItems(pools[i])) - 1 }) {
		return false
	}
	p.started = true
	return true
}

func init() {
	choices := func(name, doc string, fill func(s *object.Spec)) {
		define(name, doc, func(p *choosing) []**Object { return []**Object{&p.pool} }, func(s *object.Spec) {
			dealloc := s.Dealloc
			s.Clear = nil // a tuple, which can be in a cycle only through what is in it
			s.Dealloc = func(o *Object) {
				object.GCUntrack(o)
				p := object.As[*choosing](o)
				object.RawFree(unsafe.Pointer(p.indices))
				object.RawFree(unsafe.Pointer(p.cycles))
				p.indices, p.cycles = nil, nil
				dealloc(o)
			}
			fill(s)
			s.Methods = append(s.Methods, object.Method{Name: "__sizeof__", Doc: "Its size in memory, in bytes.", NoArgs: func(o *Object) *Object {
				p := object.As[*choosing](o)
				size := o.Type.Basicsize + p.n*int(unsafe.Sizeof(p.n))
				if p.cycles != nil {
					size += p.r * int(unsafe.Sizeof(p.r))
				}
				return number(size)
			}})
		})
	}
	starts := func(limits func(p *choosing, i int) int) object.Method {
		return setsState(func(o, state *Object) bool {
			p := object.As[*choosing](o)
			if !fromState(state, p.index(), func(i int) (int, int) { return 0, max(limits(p, i), 0) }) {
				return false
			}
			p.started = true
			return true
		})
	}
	choices("combinations", "combinations(iterable, r)\n--\n\nAll choices of r items, in their order.", func(s *object.Spec) {
		s.New, s.Iternext = newCombinations("combinations", false), combinationsNext
		s.Methods = []object.Method{reduces(reduction), starts(func(p *choosing, i int) int { return i + len(object.TupleItems(p.pool)) - p.r })}
	})
	choices("combinations_with_replacement", "combinations_with_replacement(iterable, r)\n--\n\nAll choices of r items, in their order, each as often as one likes.", func(s *object.Spec) {
		s.New, s.Iternext = newCombinations("combinations_with_replacement", true), repeatedNext
		s.Methods = []object.Method{reduces(reduction), starts(func(p *choosing, _ int) int { return len(object.TupleItems(p.pool)) - 1 })}
	})
	choices("permutations", "permutations(iterable, r=None)\n--\n\nAll choices of r items in all orders.", func(s *object.Spec) {
		s.New, s.Iternext = permutationsNew, permutationsNext
		s.Methods = []object.Method{reduces(permutationsReduce), setsState(permutationsSetState)}
	})
	choices("product", "product(*iterables, repeat=1) --> product object\n\nAll tuples of an item of each iterable.", func(s *object.Spec) {
		s.New, s.Iternext = productNew, productNext
		s.Methods = []object.Method{reduces(productReduce), setsState(productSetState)}
	})
}
