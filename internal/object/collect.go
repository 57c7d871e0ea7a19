package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/gc"
)

// The collector's debugging flags, as the module gc has them.
const (
	GCDebugStats         = 1
	GCDebugCollectable   = 2
	GCDebugUncollectable = 4
	GCDebugSaveAll       = 32
)

// GCStats count what happened to one generation.
type GCStats struct{ Collections, Collected, Uncollectable int }

// collectorState is an interpreter's part of the collector that only Go needs.
type collectorState struct {
	debug     int
	stats     [3]GCStats
	garbage   *Object           // a list: what can't be collected; nil until there is something or it is asked for
	callbacks *Object           // a list of what is told of collections; nil until it is asked for
	permanent *abi.GCGeneration // what no collection looks at; nil until something is frozen
}

// CollectDue is called when the youngest generation is full: it collects the oldest one that is. It may run code.
func CollectDue() {
	interp := Thread().Interp
	if interp.GCEnabled == 0 || interp.GCCollecting != 0 || interp.GC[0].Threshold == 0 || Occurred() != nil {
		return
	}
	for i := 2; i >= 0; i-- {
		if g := &interp.GC[i]; g.Count > g.Threshold {
			// A full collection waits until the objects that are new since the last one are a quarter of those it kept, so
			// that making many objects is not quadratic.
			if i == 2 && interp.LongLivedPending < interp.LongLived/4 {
				continue
			}
			collectTelling(i)
			return
		}
	}
}

// Collect collects a generation and all younger ones, and returns how many unreachable objects there were. Finalizers and weak
// reference callbacks run; gc.callbacks are told. It does nothing while a collection runs.
func Collect(generation int) int {
	if Thread().Interp.GCCollecting != 0 {
		return 0
	}
	return collectTelling(generation)
}

// collectTelling collects and tells gc.callbacks before and after. The error indicator stays as it is.
func collectTelling(generation int) int {
	interp := Thread().Interp
	interp.GCCollecting = 1
	defer func() { interp.GCCollecting = 0 }()
	et, ev, tb := FetchErr()
	defer RestoreErr(et, ev, tb)
	tellCollection("start", generation, 0, 0)
	collected, uncollectable := collectGeneration(generation)
	tellCollection("stop", generation, collected, uncollectable)
	return collected + uncollectable
}

func collectGeneration(generation int) (collected, uncollectable int) {
	s := State()
	interp := s.Interp
	s.collector.announce(interp, generation)
	if generation+1 < len(interp.GC) {
		interp.GC[generation+1].Count++
	}
	for i := range generation + 1 {
		interp.GC[i].Count = 0
	}
	young := &interp.GC[generation]
	for i := range generation {
		gc.Merge(&interp.GC[i], young)
	}
	set := gc.Members(young)
	garbage := gc.Find(set, 0)
	gc.Merge(young, &interp.GC[min(generation+1, 2)])
	survivors := set
	if len(garbage) > 0 {
		survivors = without(set, garbage)
	}
	untrackTuples(survivors)
	if generation == 2 {
		interp.LongLived, interp.LongLivedPending = int64(len(survivors)), 0
	} else if generation == 1 {
		interp.LongLivedPending += int64(len(survivors))
	}
	// From here on code runs: each piece of garbage is held, so that none dies while the list still has it.
	for _, o := range garbage {
		Incref(o)
	}
	condemned, legacy := splitLegacy(garbage)
	s.collector.report("collectable", GCDebugCollectable, condemned)
	endWeakrefs(condemned)
	for _, o := range condemned {
		CallFinalizer(o)
	}
	if finalizersRan(condemned) {
		condemned = gc.Find(tracked(condemned), 1)
	}
	s.collector.destroy(condemned)
	collected = len(condemned)
	s.collector.report("uncollectable", GCDebugUncollectable, legacy)
	s.collector.keep(legacy)
	for _, o := range garbage {
		Decref(o)
	}
	s.collector.done(generation, collected, len(legacy))
	return collected, len(legacy)
}

// without is a set less some of its members.
func without(set, some []*Object) []*Object {
	gone := make(map[*Object]bool, len(some))
	for _, o := range some {
		gone[o] = true
	}
	rest := make([]*Object, 0, len(set)-len(some))
	for _, o := range set {
		if !gone[o] {
			rest = append(rest, o)
		}
	}
	return rest
}

// splitLegacy tells what can be collected from what has a tp_del, or is reachable from something that has: the order in which
// such destructors would have to run is not known.
func splitLegacy(garbage []*Object) (condemned, legacy []*Object) {
	var roots []*Object
	for _, o := range garbage {
		if o.Type.Del != nil {
			roots = append(roots, o)
		}
	}
	if roots == nil {
		return garbage, nil
	}
	reachable := gc.Reachable(roots, garbage)
	for _, o := range garbage {
		if reachable[o] {
			legacy = append(legacy, o)
		} else {
			condemned = append(condemned, o)
		}
	}
	return condemned, legacy
}

// destroy breaks cycles, or keeps their members in gc.garbage when it is debugged.
func (c *collectorState) destroy(condemned []*Object) {
	for _, o := range condemned {
		if c.debug&GCDebugSaveAll != 0 {
			if !ListAppend(c.garbageList(), o) {
				ClearErr()
			}
			continue
		}
		if !GCIsTracked(o) {
			continue
		}
		if f := o.Type.Clear; f != nil {
			ctier.CallInquiry(f, o)
			if Occurred() != nil {
				WriteUnraisable(Head(o.Type))
			}
		}
	}
}

// keep puts what can't be collected into gc.garbage: those with a tp_del, or all when it is debugged.
func (c *collectorState) keep(legacy []*Object) {
	for _, o := range legacy {
		if o.Type.Del != nil || c.debug&GCDebugSaveAll != 0 {
			if !ListAppend(c.garbageList(), o) {
				ClearErr()
			}
		}
	}
}

func (c *collectorState) garbageList() *Object {
	if c.garbage == nil {
		if c.garbage = NewList(0); c.garbage == nil {
			Fatal("garbageList", "no memory for gc.garbage")
		}
	}
	return c.garbage
}

// announce says what is about to be collected, when it is debugged.
func (c *collectorState) announce(interp *abi.Interp, generation int) {
	if c.debug&GCDebugStats == 0 {
		return
	}
	text := fmt.Sprintf("gc: collecting generation %d...\ngc: objects in each generation:", generation)
	for i := range interp.GC {
		text += fmt.Sprintf(" %d", gc.Size(&interp.GC[i]))
	}
	permanent := 0
	if c.permanent != nil {
		permanent = gc.Size(c.permanent)
	}
	writeStderr(text + fmt.Sprintf("\ngc: objects in permanent generation: %d\n", permanent))
}

// report names objects, when it is debugged.
func (c *collectorState) report(what string, flag int, objects []*Object) {
	if c.debug&flag == 0 {
		return
	}
	for _, o := range objects {
		writeStderr(fmt.Sprintf("gc: %s <%.100s %p>\n", what, TypeName(o.Type), unsafe.Pointer(o)))
	}
}

func (c *collectorState) done(generation, collected, uncollectable int) {
	stats := &c.stats[generation]
	stats.Collections++
	stats.Collected += collected
	stats.Uncollectable += uncollectable
	if c.debug&GCDebugStats != 0 {
		writeStderr(fmt.Sprintf("gc: done, %d unreachable, %d uncollectable\n", collected+uncollectable, uncollectable))
	}
}

// tellCollection calls gc.callbacks.
func tellCollection(phase string, generation, collected, uncollectable int) {
	callbacks := State().collector.callbacks
	if callbacks == nil || len(ListItems(callbacks)) == 0 {
		return
	}
	info := NewDict()
	text := NewStr(phase)
	defer XDecref(info)
	defer XDecref(text)
	ok := info != nil && text != nil
	for _, item := range []struct {
		key string
		n   int
	}{{"generation", generation}, {"collected", collected}, {"uncollectable", uncollectable}} {
		ok = ok && PutOwned(info, item.key, NewInt(int64(item.n)))
	}
	if !ok {
		WriteUnraisable(nil)
		return
	}
	Incref(callbacks)
	defer Decref(callbacks)
	for i := 0; i < len(ListItems(callbacks)); i++ {
		callback := NewRef(ListItems(callbacks)[i])
		if r := CallArgs(callback, text, info); r != nil {
			Decref(r)
		} else {
			WriteUnraisable(callback)
		}
		Decref(callback)
	}
}

func finalizersRan(garbage []*Object) bool {
	for _, o := range garbage {
		if o.Type.Finalize != nil {
			return true
		}
	}
	return false
}

func tracked(objects []*Object) []*Object {
	var still []*Object
	for _, o := range objects {
		if GCIsTracked(o) {
			still = append(still, o)
		}
	}
	return still
}
