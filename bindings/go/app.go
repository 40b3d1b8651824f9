package shiming

// #include "shiming.c.h"
import "C"

import (
	"runtime"
	"sync"
)

// App is an enterprise acting for one game, with its secret key, which nothing gives back or prints. Close wipes it.
type App struct {
	mu  sync.RWMutex
	ptr *C.shiming_app
}

// NewApp checks and keeps the three. secretKey is 32 hexadecimal digits.
func NewApp(appID, bizID, secretKey string) (*App, error) {
	app := &App{}
	err := call(func(err *C.shiming_error) C.shiming_status {
		return C.shiming_app_new(ptr(appID), size(appID), ptr(bizID), size(bizID), ptr(secretKey), size(secretKey), &app.ptr, err)
	})
	if err != nil {
		return nil, err
	}
	// A safety net only.
	runtime.SetFinalizer(app, (*App).Close)
	return app, nil
}

// Close wipes the key. Further calls with the app answer ErrClosed.
func (a *App) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	C.shiming_app_free(a.ptr)
	a.ptr = nil
	runtime.SetFinalizer(a, nil)
	return nil
}

// String shows nothing of the app.
func (a *App) String() string { return "shiming.App" }

// GoString shows nothing of the app.
func (a *App) GoString() string { return "shiming.App" }

func (a *App) request(run func(app *C.shiming_app, out **C.shiming_request, err *C.shiming_error) C.shiming_status) (Request, error) {
	if a == nil {
		return Request{}, ErrClosed
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.ptr == nil {
		return Request{}, ErrClosed
	}
	return requestCall(func(out **C.shiming_request, err *C.shiming_error) C.shiming_status { return run(a.ptr, out, err) })
}
