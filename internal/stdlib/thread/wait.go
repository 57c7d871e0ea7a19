package thread

import (
	"time"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// What waiting needs. The state of an object that is waited for is a Go value, in an attribute; only a thread with the GIL touches it.

const stateName = "_state"

// endless is the wait that nothing ends but what is waited for.
const endless = time.Duration(forEver)

// keepState gives an object its state.
func keepState(o obj, state any) bool {
	v := object.NewGoValue(state)
	if v == nil {
		return false
	}
	defer object.Decref(v)
	return object.SetAttrString(o, stateName, v)
}

// stateIn is an object's state: false, and an exception, if it has none.
func stateIn[T any](o obj) (state T, ok bool) {
	v := object.GetAttrString(o, stateName)
	if v == nil {
		return state, false
	}
	defer object.Decref(v) // o has it
	kept, _ := object.GoValueOf(v)
	if state, ok = kept.(T); !ok {
		object.Raise(object.TypeError, "'%.200s' object has lost its state", object.TypeName(o.Type))
	}
	return state, ok
}

// patience is how long a timeout is: for ever for None, not at all for what is not above 0.
func patience(timeout obj) (wait time.Duration, ok bool) {
	if timeout == object.None {
		return endless, true
	}
	zero := object.NewInt(0)
	above := object.RichCompareBool(timeout, zero, abi.GT)
	object.Decref(zero)
	switch above {
	case -1:
		return 0, false
	case 0:
		return 0, true
	}
	n, ok := object.TimeOf(timeout, int64(time.Second), object.RoundUp)
	return time.Duration(n), ok
}

// waitFor waits for a channel while other threads run: false if the time was up before.
func waitFor(ch <-chan struct{}, wait time.Duration) bool {
	select {
	case <-ch:
		return true
	default:
	}
	if wait == 0 {
		return false
	}
	came := true
	object.WithoutGIL(func() {
		if wait < 0 {
			<-ch
			return
		}
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-ch:
		case <-timer.C:
			came = false
		}
	})
	return came
}

// event is a flag: ch is closed while it is set.
type event struct {
	ch  chan struct{}
	set bool
}

func (e *event) raise() {
	if !e.set {
		e.set = true
		close(e.ch)
	}
}

var eventDefs = []def{
	{Sig: "__init__(self)", Do: func(a []obj) obj { return object.NoneIf(keepState(a[0], &event{ch: make(chan struct{})})) }},
	{Sig: "__repr__(self)", Do: onEvent(func(e *event, a []obj) obj {
		state := "unset"
		if e.set {
			state = "set"
		}
		return object.NewStr("<" + classText(a[0]) + " at " + object.HexAddress(a[0]) + ": " + state + ">")
	})},
	{Sig: "is_set(self)", Doc: "Tell whether the flag is set.", Do: onEvent(func(e *event, _ []obj) obj { return object.NewBool(e.set) })},
	{Sig: "isSet(self)", Do: onEvent(func(e *event, _ []obj) obj { return object.NewBool(e.set) })},
	{Sig: "set(self)", Doc: "Set the flag; who waits for it goes on.", Do: onEvent(func(e *event, _ []obj) obj {
		e.raise()
		return object.NewRef(object.None)
	})},
	{Sig: "clear(self)", Doc: "Take the flag back.", Do: onEvent(func(e *event, _ []obj) obj {
		if e.set {
			e.set, e.ch = false, make(chan struct{})
		}
		return object.NewRef(object.None)
	})},
	{Sig: "wait(self, timeout=None)", Doc: "Wait until the flag is set.", Do: onEvent(func(e *event, a []obj) obj {
		if e.set {
			return object.NewBool(true)
		}
		wait, ok := patience(a[1])
		if !ok {
			return nil
		}
		return object.NewBool(waitFor(e.ch, wait))
	})},
}

func onEvent(do func(e *event, a []obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		e, ok := stateIn[*event](a[0])
		if !ok {
			return nil
		}
		return do(e, a)
	}
}

// classText is the module and the qualified name of an object's class.
func classText(o obj) string {
	text, ok := object.AliasArgText(object.Head(o.Type))
	if !ok {
		object.ClearErr()
		return object.TypeName(o.Type)
	}
	return text
}
