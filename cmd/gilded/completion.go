package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

func (c *completionCommand) Help() string {
	return `    source <(gilded completion bash)
    gilded completion fish | source`
}

// Run writes a script that knows the commands and their flags; everything else completes as a file.
func (c *completionCommand) Run(out *output, parser *kong.Kong) error {
	var names []string
	flags := map[string][]string{}
	for _, node := range parser.Model.Children {
		names = append(names, node.Name)
		for _, f := range node.Flags {
			flags[node.Name] = append(flags[node.Name], "--"+f.Name)
		}
		flags[node.Name] = append(flags[node.Name], "--help")
	}
	if c.Shell == "fish" {
		for _, node := range parser.Model.Children {
			fmt.Fprintf(out, "complete -c gilded -n __fish_use_subcommand -f -a %s -d '%s'\n", node.Name, strings.TrimSuffix(node.Help, "."))
			for _, f := range flags[node.Name] {
				fmt.Fprintf(out, "complete -c gilded -n '__fish_seen_subcommand_from %s' -l %s\n", node.Name, f[2:])
			}
		}
		return nil
	}
	if c.Shell == "zsh" {
		fmt.Fprintln(out, "autoload -U +X bashcompinit && bashcompinit")
	}
	fmt.Fprintf(out, "_gilded() {\n  local words=%q\n  if [ \"$COMP_CWORD\" -gt 1 ]; then\n    case \"${COMP_WORDS[1]}\" in\n", strings.Join(names, " "))
	for _, name := range names {
		fmt.Fprintf(out, "    %s) words=%q ;;\n", name, strings.Join(flags[name], " "))
	}
	fmt.Fprint(out, `    *) words="" ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
  if [ "$COMP_CWORD" -gt 1 ] && [ ${#COMPREPLY[@]} -eq 0 ]; then
    COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
  fi
}
complete -o filenames -F _gilded gilded
`)
	return nil
}
