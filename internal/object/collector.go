package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/gc"
)

// A Collector is what the module gc sees of the interpreter's collector.
type Collector struct{ s *InterpState }

// GC is the calling thread's interpreter's collector.
func GC() Collector { return Collector{State()} }

// Debug is a sum of GCDebug flags; SetDebug sets it.
func (c Collector) Debug() int { return c.s.collector.debug }

// SetDebug sets the flags.
func (c Collector) SetDebug(flags int) { c.s.collector.debug = flags }

// Stats are the counts of the three generations.
func (c Collector) Stats() [3]GCStats { return c.s.collector.stats }

// Garbage is the list gc.garbage: borrowed.
func (c Collector) Garbage() *Object { return c.s.collector.garbageList() }

// Callbacks is the list gc.callbacks: borrowed, nil and an exception if memory is out.
func (c Collector) Callbacks() *Object {
	if c.s.collector.callbacks == nil {
		c.s.collector.callbacks = NewList(0)
	}
	return c.s.collector.callbacks
}

// Members are the objects of a generation, or of all for -1: borrowed.
func (c Collector) Members(generation int) []*Object {
	var all []*Object
	for i := range c.s.Interp.GC {
		if generation == -1 || generation == i {
			all = append(all, gc.Members(&c.s.Interp.GC[i])...)
		}
	}
	return all
}

// Referents calls f for what an object refers to: it borrows it and must not change anything.
func (c Collector) Referents(o *Object, f func(*Object)) { gc.Referents(o, f) }

// Freeze puts all objects where no collection looks at them; Unfreeze brings them back, into the oldest generation.
func (c Collector) Freeze() {
	for i := range c.s.Interp.GC {
		gc.Merge(&c.s.Interp.GC[i], c.s.collector.permanentGeneration())
		c.s.Interp.GC[i].Count = 0
	}
}

// Unfreeze ends what Freeze began.
func (c Collector) Unfreeze() {
	if p := c.s.collector.permanent; p != nil {
		gc.Merge(p, &c.s.Interp.GC[2])
	}
}

// Frozen counts what is frozen.
func (c Collector) Frozen() int {
	if p := c.s.collector.permanent; p != nil {
		return gc.Size(p)
	}
	return 0
}

func (c *collectorState) permanentGeneration() *abi.GCGeneration {
	if c.permanent == nil {
		c.permanent = (*abi.GCGeneration)(ctier.Static(unsafe.Sizeof(abi.GCGeneration{})))
		gc.Init(c.permanent)
	}
	return c.permanent
}

// end releases what the collector holds, before the last collections of an interpreter.
func (c *collectorState) end() {
	c.debug = 0
	Clear(&c.callbacks)
	Clear(&c.garbage)
}
