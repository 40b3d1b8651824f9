//go:build unix

package host

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
)

// Load takes pieces of up to this size.
const piece = 1 << 20

// Journal is a journal in a directory: one file per segment, created exclusively and only ever appended to, and a lock, so
// that two processes cannot write one journal.
type Journal struct {
	folder       string
	lock, file   *os.File
	segment, seq int64
}

// OpenJournal opens a folder, creating it when it is missing. It fails when another process has it open.
func OpenJournal(folder string) (*Journal, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		lock.Close()
		return nil, fmt.Errorf("another process has this journal open: one engine, one journal: %w", err)
	}
	return &Journal{folder: folder, lock: lock, segment: -1, seq: -1}, nil
}

// Close lets another process have the journal.
func (j *Journal) Close() error {
	if j.file != nil {
		j.file.Close() // Everything in it is synced.
	}
	return j.lock.Close()
}

// Load implements Store.
func (j *Journal) Load(load func(segment int64, bytes []byte) error) error {
	segments, err := j.segments()
	if err != nil {
		return err
	}
	for _, segment := range segments {
		if err := j.loadOne(segment, load); err != nil {
			return err
		}
	}
	return nil
}

func (j *Journal) loadOne(segment int64, load func(segment int64, bytes []byte) error) error {
	file, err := os.Open(j.path(segment))
	if err != nil {
		return err
	}
	defer file.Close()
	buffer := make([]byte, piece)
	for first := true; ; first = false {
		n, err := io.ReadFull(file, buffer)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return err
		}
		// A segment that holds nothing yet is loaded too: the next one must get a higher number.
		if n > 0 || first {
			if err := load(segment, buffer[:n]); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// Append implements Store.
func (j *Journal) Append(segment, seq int64, bytes []byte) error {
	if segment < j.segment || seq <= j.seq {
		return fmt.Errorf("segment %d, number %d were written before: two engines must not share a journal: %w", segment, seq, os.ErrExist)
	}
	if segment != j.segment || j.file == nil {
		file, err := os.OpenFile(j.path(segment), os.O_CREATE|os.O_EXCL|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		if j.file != nil {
			j.file.Close() // Everything in it is synced.
		}
		j.file, j.segment = file, segment
		if err := j.syncFolder(); err != nil {
			return err
		}
	}
	j.seq = seq
	if _, err := j.file.Write(bytes); err != nil {
		return err
	}
	return j.file.Sync()
}

// DropBefore implements Store. A crash in between leaves files that do no harm.
func (j *Journal) DropBefore(segment int64) error {
	segments, err := j.segments()
	if err != nil {
		return err
	}
	for _, old := range segments {
		if old < segment {
			if err := os.Remove(j.path(old)); err != nil {
				return err
			}
		}
	}
	return nil
}

// A new file is safe only when its name is.
func (j *Journal) syncFolder() error {
	folder, err := os.Open(j.folder)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (j *Journal) path(segment int64) string {
	return filepath.Join(j.folder, fmt.Sprintf("%015d.journal", segment))
}

func (j *Journal) segments() ([]int64, error) {
	entries, err := os.ReadDir(j.folder)
	if err != nil {
		return nil, err
	}
	var segments []int64
	for _, entry := range entries {
		if name, is := strings.CutSuffix(entry.Name(), ".journal"); is {
			if number, err := strconv.ParseInt(name, 10, 64); err == nil {
				segments = append(segments, number)
			}
		}
	}
	sort.Slice(segments, func(a, b int) bool { return segments[a] < segments[b] })
	return segments, nil
}
