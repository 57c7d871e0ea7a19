package pyexpr

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// dumpStmt writes a statement as CPython's ast.dump does.
func dumpStmt(s Stmt) string {
	switch s := s.(type) {
	case *ExprStmt:
		return "Expr(value=" + dump(s.Value, "Load") + ")"
	case *Assign:
		return fmt.Sprintf("Assign(targets=[%s], value=%s)", dump(s.Target, "Store"), dump(s.Value, "Load"))
	case *AugAssign:
		return fmt.Sprintf("AugAssign(target=%s, op=%s(), value=%s)", dump(s.Target, "Store"), opNames[s.Op], dump(s.Value, "Load"))
	case *Delete:
		return fmt.Sprintf("Delete(targets=[%s])", dump(s.Target, "Del"))
	}
	panic(fmt.Sprintf("%T", s))
}

var opNames = map[string]string{
	"+": "Add", "-": "Sub", "*": "Mult", "@": "MatMult", "/": "Div", "%": "Mod", "//": "FloorDiv", "**": "Pow",
	"<<": "LShift", ">>": "RShift", "&": "BitAnd", "|": "BitOr", "^": "BitXor", "and": "And", "or": "Or",
	"<": "Lt", "<=": "LtE", "==": "Eq", "!=": "NotEq", ">": "Gt", ">=": "GtE", "in": "In", "not in": "NotIn",
	"is": "Is", "is not": "IsNot",
}

var unaryNames = map[string]string{"-": "USub", "+": "UAdd", "~": "Invert", "not": "Not"}

func dump(e Expr, ctx string) string {
	load := func(e Expr) string { return dump(e, "Load") }
	switch e := e.(type) {
	case *Constant:
		return "Constant(value=" + constantRepr(e.Value) + ")"
	case *Name:
		return fmt.Sprintf("Name(id='%s', ctx=%s())", escaped(Text(e.ID), '\''), ctx)
	case *Tuple:
		return fmt.Sprintf("Tuple(elts=[%s], ctx=%s())", each(e.Elts, load), ctx)
	case *List:
		return fmt.Sprintf("List(elts=[%s], ctx=%s())", each(e.Elts, load), ctx)
	case *Set:
		return fmt.Sprintf("Set(elts=[%s])", each(e.Elts, load))
	case *Dict:
		return fmt.Sprintf("Dict(keys=[%s], values=[%s])", each(e.Keys, load), each(e.Values, load))
	case *Attribute:
		return fmt.Sprintf("Attribute(value=%s, attr='%s', ctx=%s())", load(e.Value), escaped(Text(e.Attr), '\''), ctx)
	case *Subscript:
		return fmt.Sprintf("Subscript(value=%s, slice=%s, ctx=%s())", load(e.Value), load(e.Slice), ctx)
	case *Slice:
		var parts []string
		for i, part := range []Expr{e.Lower, e.Upper, e.Step} {
			if part != nil {
				parts = append(parts, []string{"lower=", "upper=", "step="}[i]+load(part))
			}
		}
		return "Slice(" + strings.Join(parts, ", ") + ")"
	case *Call:
		keywords := each(e.Keywords, func(k Keyword) string {
			if k.Name == "" {
				return "keyword(value=" + load(k.Value) + ")"
			}
			return fmt.Sprintf("keyword(arg='%s', value=%s)", k.Name, load(k.Value))
		})
		return fmt.Sprintf("Call(func=%s, args=[%s], keywords=[%s])", load(e.Func), each(e.Args, load), keywords)
	case *Starred:
		return fmt.Sprintf("Starred(value=%s, ctx=Load())", load(e.Value))
	case *UnaryOp:
		return fmt.Sprintf("UnaryOp(op=%s(), operand=%s)", unaryNames[e.Op], load(e.Operand))
	case *BinOp:
		return fmt.Sprintf("BinOp(left=%s, op=%s(), right=%s)", load(e.Left), opNames[e.Op], load(e.Right))
	case *BoolOp:
		return fmt.Sprintf("BoolOp(op=%s(), values=[%s])", opNames[e.Op], each(e.Values, load))
	case *Compare:
		ops := each(e.Ops, func(op string) string { return opNames[op] + "()" })
		return fmt.Sprintf("Compare(left=%s, ops=[%s], comparators=[%s])", load(e.Left), ops, each(e.Comparators, load))
	case *IfExp:
		return fmt.Sprintf("IfExp(test=%s, body=%s, orelse=%s)", load(e.Test), load(e.Body), load(e.OrElse))
	case nil:
		return "None"
	}
	panic(fmt.Sprintf("%T", e))
}

func each[T any](items []T, show func(T) string) string {
	var parts []string
	for _, item := range items {
		parts = append(parts, show(item))
	}
	return strings.Join(parts, ", ")
}

func constantRepr(value any) string {
	switch v := value.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case EllipsisValue:
		return "Ellipsis"
	case *big.Int:
		return v.String()
	case float64:
		return floatRepr(v)
	case complex128:
		return strings.TrimSuffix(floatRepr(imag(v)), ".0") + "j"
	case Text:
		return quoted("", v)
	case []byte:
		text := make(Text, len(v))
		for i, b := range v {
			text[i] = rune(b)
		}
		return quoted("b", text)
	}
	panic(fmt.Sprintf("%T", value))
}

func floatRepr(v float64) string {
	if math.IsInf(v, 0) {
		return "inf"
	}
	exponent := 0
	if v != 0 {
		exponent = int(math.Floor(math.Log10(math.Abs(v))))
	}
	if exponent < -4 || exponent >= 16 {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

func quoted(prefix string, text Text) string {
	quote := '\''
	if strings.ContainsRune(string(text), '\'') && !strings.ContainsRune(string(text), '"') {
		quote = '"'
	}
	return prefix + string(quote) + escaped(text, quote) + string(quote)
}

func escaped(text Text, quote rune) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case r == quote || r == '\\':
			out.WriteString(`\` + string(r))
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\r':
			out.WriteString(`\r`)
		case r == '\t':
			out.WriteString(`\t`)
		case ' ' <= r && r < 0x7f:
			out.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&out, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			fmt.Fprintf(&out, `\U%08x`, r)
		}
	}
	return out.String()
}
