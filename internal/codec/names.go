package codec

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/runenames"

	"github.com/d95905aa/gilded/internal/ucd"
)

// Names of characters. The standard never changes one, so newer tables serve, as far as ucd knows the character. Hangul
// syllables and ideographs are named by rule. Aliases and named sequences are not known.

var (
	leads  = strings.Split("G GG N D DD R M B BB S SS  J JJ C K T P H", " ")
	vowels = strings.Split("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I", " ")
	tails  = strings.Split(" G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H", " ")
)

const (
	ideograph   = "CJK UNIFIED IDEOGRAPH-"
	hangulFirst = 0xac00
	hangulLast  = 0xd7a3
)

// CharacterName is the name of a character; "" if it has none.
func CharacterName(c rune) string {
	if !ucd.IsAssigned(c) {
		return ""
	}
	if c >= hangulFirst && c <= hangulLast {
		i := int(c - hangulFirst)
		return "HANGUL SYLLABLE " + leads[i/588] + vowels[i%588/28] + tails[i%28]
	}
	name := runenames.Name(c)
	switch {
	case strings.HasPrefix(name, "<CJK Ideograph"):
		return fmt.Sprintf("%s%X", ideograph, c)
	case strings.HasPrefix(name, "<"):
		return "" // Tangut ideographs, for instance: CPython names none of them
	}
	return name
}

var byName = sync.OnceValue(func() map[string]rune {
	names := map[string]rune{}
	for c := rune(0); c <= ucd.MaxRune; c++ {
		switch c { // what is named by rule is not looked up
		case 0x3400:
			c = 0xa000
		case hangulFirst:
			c = hangulLast + 1
		}
		if name := CharacterName(c); name != "" && !strings.HasPrefix(name, ideograph) {
			names[name] = c
		}
	}
	return names
})

// CharacterByName is the character of a name. Case doesn't matter, except in names that are made by rule.
func CharacterByName(name string) (rune, bool) {
	if digits, ok := strings.CutPrefix(name, ideograph); ok {
		n, err := strconv.ParseUint(digits, 16, 21)
		return rune(n), err == nil && CharacterName(rune(n)) == name
	}
	if strings.HasPrefix(name, "HANGUL SYLLABLE ") {
		for c := rune(hangulFirst); c <= hangulLast; c++ {
			if CharacterName(c) == name {
				return c, true
			}
		}
	}
	c, ok := byName()[strings.ToUpper(name)]
	return c, ok
}
