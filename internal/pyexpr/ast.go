// Package pyexpr reads and evaluates a subset of Python: the literals, operators, calls, attributes, subscripts and simple
// statements that a command line argument or one line of a conformance case needs. It knows no object: whoever evaluates
// says what a value is (see Machine).
//
// Not in the subset, and reported as such: comprehensions, lambda, the walrus, f-strings, decorators, annotations, and def,
// class, async and match. A single line has no compound statement; a program (see ParseProgram) has the others.
package pyexpr

// Expr is an expression. Names of the nodes are those of CPython's ast module.
type Expr interface {
	// Column is where the expression starts, counted in characters from 1.
	Column() int
}

// column is embedded in every node.
type column int

func (c column) Column() int { return int(c) }

type (
	// Constant is a literal. Value is nil for None, and otherwise a bool, *big.Int, float64, complex128, Text, []byte
	// or EllipsisValue.
	Constant struct {
		column
		Value any
	}
	// Name is a variable.
	Name struct {
		column
		ID string
	}
	// Tuple is (a, b) and, in a subscript or a statement, a, b.
	Tuple struct {
		column
		Elts []Expr // an element may be *Starred
	}
	// List is [a, b].
	List struct {
		column
		Elts []Expr // an element may be *Starred
	}
	// Set is {a, b}.
	Set struct {
		column
		Elts []Expr // an element may be *Starred
	}
	// Dict is {k: v}. Where a key is nil, the value is a mapping that is merged in: {**value}.
	Dict struct {
		column
		Keys, Values []Expr
	}
	// Attribute is value.attr.
	Attribute struct {
		column
		Value Expr
		Attr  string
	}
	// Subscript is value[slice]; the slice may be *Slice, or *Tuple of them.
	Subscript struct {
		column
		Value, Slice Expr
	}
	// Slice is lower:upper:step; what is left out is nil.
	Slice struct {
		column
		Lower, Upper, Step Expr
	}
	// Call is func(args, keywords).
	Call struct {
		column
		Func     Expr
		Args     []Expr // an argument may be *Starred
		Keywords []Keyword
	}
	// Starred is *value, in a call or a display.
	Starred struct {
		column
		Value Expr
	}
	// UnaryOp is op operand; Op is "-", "+", "~" or "not".
	UnaryOp struct {
		column
		Op      string
		Operand Expr
	}
	// BinOp is left op right; Op is the operator as written.
	BinOp struct {
		column
		Op          string
		Left, Right Expr
	}
	// BoolOp is a and b and c, or the same with or.
	BoolOp struct {
		column
		Op     string
		Values []Expr
	}
	// Compare is left ops[0] comparators[0] ops[1] comparators[1]…
	Compare struct {
		column
		Left        Expr
		Ops         []string // "<" "<=" "==" "!=" ">" ">=" "in" "not in" "is" "is not"
		Comparators []Expr
	}
	// IfExp is body if test else orelse.
	IfExp struct {
		column
		Test, Body, OrElse Expr
	}
)

// Keyword is name=value in a call, or **value where Name is "".
type Keyword struct {
	Name  string
	Value Expr
}

// Text is the value of a str literal: code points rather than UTF-8, because a literal may hold lone surrogates.
type Text []rune

// EllipsisValue is the value of the literal "...".
type EllipsisValue struct{}

// Stmt is one simple statement.
type Stmt interface{ stmt() }

type (
	// ExprStmt is an expression on its own.
	ExprStmt struct{ Value Expr }
	// Assign is target = value. The target is *Name, *Attribute or *Subscript.
	Assign struct{ Target, Value Expr }
	// AugAssign is target op= value. Op is the operator without "=".
	AugAssign struct {
		Target Expr
		Op     string
		Value  Expr
	}
	// Delete is del target. The target is *Name, *Attribute or *Subscript.
	Delete struct{ Target Expr }
)

func (*ExprStmt) stmt()  {}
func (*Assign) stmt()    {}
func (*AugAssign) stmt() {}
func (*Delete) stmt()    {}

func constant(at int, value any) *Constant { return &Constant{column(at), value} }
