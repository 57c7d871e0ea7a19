package codec

import (
	"errors"
	"sync"
)

const (
	charmapName  = "charmap"
	noCharacter  = 0xfffe
	charmapWrong = "character maps to <undefined>"
)

// charmap is an encoding of one byte for each character.
type charmap struct {
	characters [256]rune // noCharacter where a byte stands for none
	bytes      map[rune]byte
}

var loadedCharmaps struct {
	sync.Mutex
	byName map[string]*charmap
}

// Charmap finds an encoding that is a table, by its name in lower case with underscores.
func Charmap(name string) (Decoder, Encoder, bool) {
	if alias, ok := charmapAliases[name]; ok {
		name = alias
	}
	table, ok := charmaps[name]
	if !ok {
		return nil, nil, false
	}
	loadedCharmaps.Lock()
	defer loadedCharmaps.Unlock()
	m := loadedCharmaps.byName[name]
	if m == nil {
		if loadedCharmaps.byName == nil {
			loadedCharmaps.byName = map[string]*charmap{}
		}
		m = newCharmap([]rune(table))
		loadedCharmaps.byName[name] = m
	}
	return m.decode, m.encode, true
}

func newCharmap(table []rune) *charmap {
	m := &charmap{bytes: map[rune]byte{}}
	for i := range 256 - len(table) {
		m.characters[i] = rune(i)
	}
	copy(m.characters[256-len(table):], table)
	for i, c := range m.characters {
		if c != noCharacter {
			m.bytes[c] = byte(i) // of several bytes, the last: as the tables of CPython are built
		}
	}
	return m
}

func (m *charmap) decode(data []byte, handle DecodeHandler, final bool) ([]rune, int, error) {
	return DecodeMapped(func(b byte) ([]rune, error) {
		if m.characters[b] == noCharacter {
			return nil, ErrUnmapped
		}
		return m.characters[b : int(b)+1], nil
	})(data, handle, final)
}

func (m *charmap) encode(text []rune, handle EncodeHandler) ([]byte, error) {
	return EncodeMapped(func(out []byte, c rune) ([]byte, error) {
		b, ok := m.bytes[c]
		if !ok {
			return out, ErrUnmapped
		}
		return append(out, b), nil
	})(text, handle)
}

// ErrUnmapped is what a mapping returns for what it has nothing for. Any other error ends the coding.
var ErrUnmapped = errors.New(charmapWrong)

// DecodeMapped is the decoder of an encoding where each byte stands for some characters.
func DecodeMapped(lookup func(b byte) ([]rune, error)) Decoder {
	return func(data []byte, handle DecodeHandler, _ bool) ([]rune, int, error) {
		d := decoding{name: charmapName, data: data, handle: handle, out: make([]rune, 0, len(data))}
		for d.at < len(d.data) {
			text, err := lookup(d.data[d.at])
			if err == nil {
				d.out = append(d.out, text...)
				d.at++
				continue
			}
			if err == ErrUnmapped {
				err = d.fail(d.at+1, charmapWrong)
			}
			if err != nil {
				return nil, 0, err
			}
		}
		return d.out, d.at, nil
	}
}

// EncodeMapped is the encoder of an encoding where each character is written as some bytes, which put appends.
func EncodeMapped(put func(out []byte, c rune) ([]byte, error)) Encoder {
	return func(text []rune, handle EncodeHandler) ([]byte, error) {
		can := func(c rune) bool { _, err := put(nil, c); return err == nil }
		e := encoding{
			name: charmapName, text: text, handle: handle, unit: 1, out: make([]byte, 0, len(text)), can: can,
			put: func(out []byte, c rune) []byte { out, _ = put(out, c); return out },
		}
		for e.at < len(text) {
			out, err := put(e.out, text[e.at])
			if err == nil {
				e.out = out
				e.at++
				continue
			}
			if err == ErrUnmapped {
				end := e.at + 1
				for end < len(text) && !can(text[end]) {
					end++
				}
				err = e.fail(end, charmapWrong)
			}
			if err != nil {
				return nil, err
			}
		}
		return e.out, nil
	}
}
