package loader

import (
	"debug/elf"
	"encoding/binary"
)

// readSymbols reads the dynamic symbol table into img. Its length is written nowhere: it is what the hash tables and the
// relocations speak of.
func (p *reader) readSymbols(img *image) error {
	count, err := p.countSymbols()
	if err != nil {
		return err
	}
	table, err := p.at(p.dyn[elf.DT_SYMTAB], count*elf.Sym64Size, "symbol table")
	if err != nil {
		return err
	}
	for i := uint64(1); i < count; i++ { // symbol 0 is none
		var s elf.Sym64
		decode(table[i*elf.Sym64Size:], &s)
		if s.Name == 0 {
			continue
		}
		name, err := p.string(uint64(s.Name))
		if err != nil {
			return err
		}
		img.add(name, s)
	}
	return nil
}

func (img *image) add(name string, s elf.Sym64) {
	bind, visible := elf.ST_BIND(s.Info), elf.ST_VISIBILITY(s.Other)
	switch {
	case bind == elf.STB_LOCAL:
	case elf.SectionIndex(s.Shndx) == elf.SHN_UNDEF:
		if bind == elf.STB_WEAK {
			img.weak = append(img.weak, name)
		} else {
			img.undefined = append(img.undefined, name)
		}
	case visible == elf.STV_HIDDEN || visible == elf.STV_INTERNAL:
	default:
		img.defined[name] = struct{}{}
		if isHook(name) {
			img.inits = append(img.inits, name)
		}
	}
}

// countSymbols returns the length of the symbol table.
func (p *reader) countSymbols() (uint64, error) {
	count := uint64(1)
	if addr, ok := p.dyn[elf.DT_HASH]; ok {
		head, err := p.at(addr, 8, "hash table")
		if err != nil {
			return 0, err
		}
		buckets, chains := uint64(binary.LittleEndian.Uint32(head)), uint64(binary.LittleEndian.Uint32(head[4:]))
		if _, err := p.at(addr, 8+4*(buckets+chains), "hash table"); err != nil {
			return 0, err
		}
		count = max(count, chains)
	}
	if addr, ok := p.dyn[elf.DT_GNU_HASH]; ok {
		n, err := p.countGNUHash(addr)
		if err != nil {
			return 0, err
		}
		count = max(count, n)
	}
	for _, rel := range [][2]elf.DynTag{{elf.DT_RELA, elf.DT_RELASZ}, {elf.DT_JMPREL, elf.DT_PLTRELSZ}} {
		n, err := p.countRelocations(rel[0], rel[1])
		if err != nil {
			return 0, err
		}
		count = max(count, n)
	}
	return count, nil
}

// countGNUHash walks the chain of the last symbol in the GNU hash table, which ends with the symbol table.
func (p *reader) countGNUHash(addr uint64) (uint64, error) {
	const what = "GNU hash table"
	head, err := p.at(addr, 16, what)
	if err != nil {
		return 0, err
	}
	word := func(b []byte, i int) uint64 { return uint64(binary.LittleEndian.Uint32(b[4*i:])) }
	buckets, first, bloom := word(head, 0), word(head, 1), word(head, 2)
	if bloom == 0 || bloom&(bloom-1) != 0 {
		return 0, p.corrupt("its %s has a filter of %d words", what, bloom)
	}
	bucketAddr := addr + 16 + 8*bloom
	table, err := p.at(bucketAddr, 4*buckets, what)
	if err != nil {
		return 0, err
	}
	last := uint64(0)
	for i := range int(buckets) {
		last = max(last, word(table, i))
	}
	if last == 0 {
		return first, nil
	}
	if last < first {
		return 0, p.corrupt("its %s points before its symbols", what)
	}
	for chain := bucketAddr + 4*buckets; ; last++ {
		entry, err := p.at(chain+4*(last-first), 4, what)
		if err != nil {
			return 0, err
		}
		if word(entry, 0)&1 != 0 {
			return last + 1, nil
		}
	}
}

// countRelocations returns one more than the highest symbol that relocations speak of, and checks that they stay inside.
func (p *reader) countRelocations(table, size elf.DynTag) (uint64, error) {
	addr, ok := p.dyn[table]
	if !ok {
		return 0, nil
	}
	const chunk = 4096 * relaSize
	count := uint64(0)
	for left := p.dyn[size] / relaSize * relaSize; left > 0; {
		n := min(left, chunk)
		b, err := p.at(addr, n, "relocation table")
		if err != nil {
			return 0, err
		}
		for ; len(b) > 0; b = b[relaSize:] {
			where, info := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
			if uint32(info) != relocNone && !p.mapped(where, 1) {
				return 0, p.corrupt("a relocation at %#x lies outside of what is loaded", where)
			}
			count = max(count, info>>32+1)
		}
		addr, left = addr+n, left-n
	}
	return count, nil
}

// relocNone is R_X86_64_NONE and R_AARCH64_NONE: a relocation that does nothing.
const relocNone = 0
