// Command parser prints what BuildKit's own parser reads of the Dockerfiles whose names come on standard input: one JSON
// object a line, in the same order. It is the second opinion of test/corpus/agreement.test.ts.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

type instruction struct {
	Keyword string   `json:"keyword"`
	Line    int      `json:"line"`
	EndLine int      `json:"endLine"`
	JSON    bool     `json:"json"`
	Flags   []string `json:"flags"`
	Words   []string `json:"words"`
}

type result struct {
	Path         string        `json:"path"`
	Error        string        `json:"error,omitempty"`
	Instructions []instruction `json:"instructions"`
}

func main() {
	out := json.NewEncoder(os.Stdout)
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		if err := out.Encode(read(names.Text())); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func read(path string) result {
	found := result{Path: path, Instructions: []instruction{}}
	file, err := os.Open(path)
	if err != nil {
		found.Error = err.Error()
		return found
	}
	defer file.Close()
	parsed, err := parser.Parse(file)
	if err != nil {
		found.Error = err.Error()
		return found
	}
	for _, node := range parsed.AST.Children {
		words := []string{}
		for next := node.Next; next != nil; next = next.Next {
			words = append(words, next.Value)
		}
		found.Instructions = append(found.Instructions, instruction{strings.ToUpper(node.Value), node.StartLine, node.EndLine, node.Attributes["json"], node.Flags, words})
	}
	return found
}
