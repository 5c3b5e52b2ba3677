// Judge asks Flyte's own code about packages and templates that another SDK
// wrote. Every sub-command prints one JSON document. A refusal by Flyte is an
// answer (exit 0); only misuse of the judge exits with 2.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = `usage:
  judge compile PACKAGE.tgz [--with OTHER.tgz]... [--project P] [--domain D] [--version V] [--source] [--digest]
  judge crd PACKAGE.tgz WORKFLOW [the same flags]
  judge render --task TASK.pb [--inputs INPUTS.pb] [path flags, see judge render -h]
  judge render-batch [--times N] CASES.json
`

var commands = map[string]func(args []string) (any, error){
	"compile":      compilePackage,
	"crd":          crd,
	"render":       renderTask,
	"render-batch": renderBatch,
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	answer, err := commands[os.Args[1]](os.Args[2:])
	if err == nil {
		err = printJSON(os.Stdout, answer)
	}
	if err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "judge:", err)
		}
		os.Exit(2)
	}
}

func printJSON(w io.Writer, v any) error {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// parse accepts flags before, between and after the positional arguments and
// demands exactly n of the latter.
func parse(fs *flag.FlagSet, args []string, n int) ([]string, error) {
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		if fs.NArg() == 0 {
			break
		}
		rest = append(rest, fs.Arg(0))
		args = fs.Args()[1:]
	}
	if len(rest) != n {
		return nil, fmt.Errorf("%s: expected %d argument(s), got %d", fs.Name(), n, len(rest))
	}
	return rest, nil
}
