//go:build tools

// Package tools holds the one import that makes this module's go.mod and go.sum
// cover the Pulumi CLI, so that `go mod tidy` keeps them.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
