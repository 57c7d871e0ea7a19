package pyexpr

// A program is statements, with the lines they are on. These are the statements that a program may have beyond those of
// one line of input (Stmt); names are those of CPython's ast module.

// Line is a statement of a program.
type Line struct {
	Number int // counted from 1
	Stmt   Stmt
}

// Block is the statements of a program or of one of its compound statements.
type Block []Line

type (
	// AssignAll is target = target = value. A target is *Name, *Attribute, *Subscript, or *Tuple or *List of such; one
	// element of those may be *Starred.
	AssignAll struct {
		Targets []Expr
		Value   Expr
	}
	// DeleteAll is del target, target.
	DeleteAll struct{ Targets []Expr }
	// Pass does nothing.
	Pass struct{}
	// Break ends the innermost loop, Continue goes on with it.
	Break struct{}
	// Continue goes on with the innermost loop.
	Continue struct{}
	// Raise is raise Exc from Cause; either may be nil.
	Raise struct{ Exc, Cause Expr }
	// Assert is assert Test, Message; the message may be nil.
	Assert struct{ Test, Message Expr }
	// Import is import a.b as c, d.
	Import struct{ Names []Alias }
	// ImportFrom is from Module import names; Level counts the dots in front. A single name "*" is all of them.
	ImportFrom struct {
		Module string
		Names  []Alias
		Level  int
	}
	// Global is global or nonlocal: at the top of a program it changes nothing.
	Global struct{ Names []string }
	// If is one branch and what follows it: OrElse of an elif is another If.
	If struct {
		Test         Expr
		Body, OrElse Block
	}
	// While loops as long as Test holds, and then runs OrElse unless it was broken.
	While struct {
		Test         Expr
		Body, OrElse Block
	}
	// For binds Target to each item of Iter.
	For struct {
		Target, Iter Expr
		Body, OrElse Block
	}
	// Try is try, except, else and finally.
	Try struct {
		Body            Block
		Handlers        []Handler
		OrElse, Finally Block
	}
	// With is with item, item: body.
	With struct {
		Items []WithItem
		Body  Block
	}
)

// Alias is name as As; As may be "".
type Alias struct{ Name, As string }

// Handler is except Type as Name; Type may be nil and Name "".
type Handler struct {
	Number int
	Type   Expr
	Name   string
	Body   Block
}

// WithItem is Context as Target; the target may be nil.
type WithItem struct{ Context, Target Expr }

func (*AssignAll) stmt()  {}
func (*DeleteAll) stmt()  {}
func (*Pass) stmt()       {}
func (*Break) stmt()      {}
func (*Continue) stmt()   {}
func (*Raise) stmt()      {}
func (*Assert) stmt()     {}
func (*Import) stmt()     {}
func (*ImportFrom) stmt() {}
func (*Global) stmt()     {}
func (*If) stmt()         {}
func (*While) stmt()      {}
func (*For) stmt()        {}
func (*Try) stmt()        {}
func (*With) stmt()       {}
