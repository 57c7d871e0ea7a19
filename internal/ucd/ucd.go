// Package ucd holds what str's methods need to know about characters: classes, case mappings and numeric
// values, for the version of Unicode that CPython 3.11 has. It knows code points only; strings and objects stay out.
//
// Go's own unicode tables are newer and draw some classes differently (CPython's isspace and isprintable
// are not properties of the standard), so the tables here are recorded from CPython by gen.py.
package ucd

// MaxRune is the last code point.
const MaxRune = 0x10ffff

// record is everything known about a code point; many code points share one.
//
// Without flagExtended, cases are the distances to the upper, lower and title case forms. With it, the first is
// the place in extra where four mappings (upper, lower, title, casefolded) lie one after another, each after its length.
type record struct {
	flags   uint16
	cases   [3]int32
	decimal int8
	digit   int8
	numeric uint8
}

const (
	caseUpper = iota
	caseLower
	caseTitle
	caseFold
)

// A code point's record number is found through three tables. The bits of the code point above leafShift+nodeShift
// choose a node block, the next nodeShift bits a leaf block in it, the last leafShift bits the entry in the leaf.
func lookup(c rune) *record {
	if uint32(c) > MaxRune {
		c = 0x10ffff // a noncharacter: it has no property but its own existence
	}
	node := uint32(roots[c>>(leafShift+nodeShift)])<<nodeShift | uint32(c)>>leafShift&(1<<nodeShift-1)
	leaf := uint32(nodes[node])<<leafShift | uint32(c)&(1<<leafShift-1)
	return &records[leaves[leaf]]
}

func has(c rune, flag uint16) bool { return lookup(c).flags&flag != 0 }

// IsAlpha reports whether c is a letter.
func IsAlpha(c rune) bool { return has(c, flagAlpha) }

// IsDecimal reports whether c is a digit of a decimal notation.
func IsDecimal(c rune) bool { return has(c, flagDecimal) }

// IsDigit reports whether c is a digit, superscripts and the like included.
func IsDigit(c rune) bool { return has(c, flagDigit) }

// IsNumeric reports whether c has a numeric value.
func IsNumeric(c rune) bool { return has(c, flagNumeric) }

// IsAlnum reports whether c is a letter or has a numeric value.
func IsAlnum(c rune) bool {
	return has(c, flagAlpha|flagDecimal|flagDigit|flagNumeric)
}

// IsSpace reports whether c is white space to str.split and str.strip.
func IsSpace(c rune) bool { return has(c, flagSpace) }

// IsLineBreak reports whether str.splitlines breaks at c.
func IsLineBreak(c rune) bool { return has(c, flagLineBreak) }

// IsPrintable reports whether repr shows c as it is.
func IsPrintable(c rune) bool { return has(c, flagPrintable) }

// IsLower reports whether c is a lower case letter.
func IsLower(c rune) bool { return has(c, flagLower) }

// IsUpper reports whether c is an upper case letter.
func IsUpper(c rune) bool { return has(c, flagUpper) }

// IsTitle reports whether c is a title case letter, such as U+01C5.
func IsTitle(c rune) bool { return has(c, flagTitle) }

// IsXIDStart reports whether an identifier may begin with c; the underscore, which may, is not counted.
func IsXIDStart(c rune) bool { return has(c, flagXIDStart) }

// IsXIDContinue reports whether an identifier may go on with c.
func IsXIDContinue(c rune) bool { return has(c, flagXIDContinue) }

// IsCased reports whether c takes part in the word boundaries of str.title.
func IsCased(c rune) bool { return has(c, flagCased) }

// IsCaseIgnorable reports whether c is passed over when a final sigma is looked for.
func IsCaseIgnorable(c rune) bool { return has(c, flagCaseIgnorable) }

// IsAssigned reports whether the standard had given c a meaning.
func IsAssigned(c rune) bool { return has(c, flagAssigned) }

// ToDecimal is the value of the decimal digit c, -1 if it is none.
func ToDecimal(c rune) int { return int(lookup(c).decimal) }

// ToDigit is the value of the digit c, -1 if it is none.
func ToDigit(c rune) int { return int(lookup(c).digit) }

// ToNumeric is the numeric value of c, -1 if it has none.
func ToNumeric(c rune) float64 { return numerics[lookup(c).numeric] }

// ToUpper is the upper case form of c; of a form with several characters, the first.
func ToUpper(c rune) rune { return simple(c, caseUpper) }

// ToLower is the lower case form of c; of a form with several characters, the first.
func ToLower(c rune) rune { return simple(c, caseLower) }

// ToTitle is the title case form of c; of a form with several characters, the first.
func ToTitle(c rune) rune { return simple(c, caseTitle) }

func simple(c rune, which int) rune {
	r := lookup(c)
	if r.flags&flagExtended == 0 {
		return c + r.cases[which]
	}
	return mapping(r, which)[0]
}

func mapping(r *record, which int) []int32 {
	at := r.cases[0]
	for range which {
		at += 1 + extra[at]
	}
	return extra[at+1 : at+1+extra[at]]
}

func appendCase(to []rune, c rune, which int) []rune {
	r := lookup(c)
	if r.flags&flagExtended != 0 {
		return append(to, mapping(r, which)...)
	}
	if which == caseFold {
		which = caseLower // where they differ, the record is an extended one
	}
	return append(to, c+r.cases[which])
}

// AppendUpper appends the full upper case form of c, up to three characters.
func AppendUpper(to []rune, c rune) []rune { return appendCase(to, c, caseUpper) }

// AppendLower appends the full lower case form of c. The final sigma needs its neighbours: see AppendLowerAt.
func AppendLower(to []rune, c rune) []rune { return appendCase(to, c, caseLower) }

// AppendTitle appends the full title case form of c.
func AppendTitle(to []rune, c rune) []rune { return appendCase(to, c, caseTitle) }

// AppendFold appends the form of c that caseless comparison uses.
func AppendFold(to []rune, c rune) []rune { return appendCase(to, c, caseFold) }

const (
	capitalSigma = 0x3a3
	finalSigma   = 0x3c2
)

// AppendLowerAt appends the full lower case form of s[i], where a capital sigma that ends a word has a form of its own.
func AppendLowerAt(to, s []rune, i int) []rune {
	if s[i] != capitalSigma {
		return AppendLower(to, s[i])
	}
	before := i - 1
	for before >= 0 && IsCaseIgnorable(s[before]) {
		before--
	}
	if before < 0 || !IsCased(s[before]) {
		return AppendLower(to, capitalSigma)
	}
	after := i + 1
	for after < len(s) && IsCaseIgnorable(s[after]) {
		after++
	}
	if after < len(s) && IsCased(s[after]) {
		return AppendLower(to, capitalSigma)
	}
	return append(to, finalSigma)
}

// IsIdentifier reports whether s has the form of an identifier; keywords have it too.
func IsIdentifier(s []rune) bool {
	if len(s) == 0 || s[0] != '_' && !IsXIDStart(s[0]) {
		return false
	}
	for _, c := range s[1:] {
		if !IsXIDContinue(c) {
			return false
		}
	}
	return true
}
