package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"aileron.test/judge/internal/admin"
	"aileron.test/judge/internal/cluster"
	"aileron.test/judge/internal/objects"
	"aileron.test/judge/internal/propeller"
	"aileron.test/judge/internal/run"
	"aileron.test/judge/internal/signin"
)

// back is what is behind the services: the object store, and what runs executions.
type back struct {
	executions admin.Executions
	files      *objects.Store
	stop       func()
}

// startBack starts propeller with all that it talks to, or the object store alone.
func startBack(o *options, store *admin.Store, failed chan<- error) (*back, error) {
	if o.noEngine {
		folder := filepath.Join(o.cluster.Work, "s3")
		if err := os.MkdirAll(filepath.Join(folder, propeller.Bucket), 0o755); err != nil {
			return nil, err
		}
		return &back{executions: admin.NoExecutions{}, files: objects.New(folder), stop: func() {}}, nil
	}
	o.cluster.Logs = true
	c, err := cluster.New(o.cluster)
	if err != nil {
		return nil, err
	}
	executions := run.New(c.API, c.Objects, store, run.Options{User: signin.Subject})
	if err := c.Start(executions.Serve); err != nil {
		c.Stop()
		return nil, err
	}
	go func() {
		<-c.Alive.Done()
		failed <- fmt.Errorf("propeller stopped: %w", context.Cause(c.Alive))
	}()
	return &back{executions: executions, files: c.Objects, stop: c.Stop}, nil
}
