/* Stubs: one address for each slot function that is written in Go (or has a C body and a Go twin).
   A stub is 16 bytes, so both tiers find its number from its address. An upcall stub passes its number and the six
   integer argument registers on; no slot of a type takes more, and none takes a float. */
#ifdef __x86_64__
	.text
	.globl	gl_slots
	.hidden	gl_slots
	.globl	gl_slots_end
	.hidden	gl_slots_end
	.balign	16
gl_slots:
#define HOT(f) .balign 16; jmp f;
#include "hot.inc"
	.balign	16
	.set	first, (. - gl_slots) / 16
	.set	number, (. - gl_slots) / 16
	.rept	8192
	movl	$number, %eax
	jmp	common
	.balign	16
	.set	number, number + 1
	.endr
gl_slots_end:

common:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	subq	$48, %rsp
	movq	%rdi, 0(%rsp)
	movq	%rsi, 8(%rsp)
	movq	%rdx, 16(%rsp)
	movq	%rcx, 24(%rsp)
	movq	%r8, 32(%rsp)
	movq	%r9, 40(%rsp)
	movl	%eax, %edi
	movq	%rsp, %rsi
	call	gl_slot_upcall
	movq	0(%rsp), %rax
	leave
	.cfi_def_cfa %rsp, 8
	ret
	.cfi_endproc
#else
#error "gilded has no slot stubs for this processor yet; see internal/ctier/slots.S"
#endif
	.section .note.GNU-stack,"",@progbits
