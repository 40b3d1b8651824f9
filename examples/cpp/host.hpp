// The whole of what a host does for the engine: ask for the next step, do it, report back. There is no rule here. One thread
// runs the loop, each request has one, and the game's threads call the engine through call(), which wakes the loop.
#ifndef SHIMING_EXAMPLE_HOST_HPP
#define SHIMING_EXAMPLE_HOST_HPP

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "journal.hpp"
#include "transport.hpp"

class Host {
public:
    // Stores an event before it returns true: then the engine forgets it. False ends the loop.
    using OnEvent = std::function<bool(const std::string &json)>;

    explicit Host(OnEvent on_event) : on_event_(std::move(on_event)) {}
    Host(const Host &) = delete;
    Host &operator=(const Host &) = delete;
    ~Host() { // requests in flight use the engine
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return in_flight_ == 0; });
    }

    // Next: put_app, put_policy, put_game by call(), then run() on a thread of its own.
    shiming::Result<void> open(const std::string &config, const std::filesystem::path &folder) {
        if (!journal_.open(folder)) return failed("the journal's folder cannot be written, or another process has it open");
        const auto now = shiming::now();
        if (!now) return now.error();
        auto engine = shiming::Engine::open(config, std::nullopt, *now);
        if (!engine) return engine.error();
        engine_ = std::move(*engine);
        return journal_.load(engine_);
    }

    // `host.call([&](auto &engine, auto now) { return engine.logout("game", "session", now); })`
    template <class F>
    auto call(F function) -> decltype(function(std::declval<shiming::Engine &>(), shiming::Now())) {
        const auto now = shiming::now();
        if (!now) return now.error();
        auto answer = function(engine_, *now);
        wake();
        return answer;
    }

    // Takes steps until stop(). An error must end this process: nothing more becomes durable.
    shiming::Result<void> run() {
        for (;;) {
            const auto now = shiming::now();
            if (!now) return now.error();
            const auto step = engine_.poll(*now);
            if (!step) return step.error();
            if (const auto *persist = std::get_if<shiming::Persist>(&*step)) {
                if (!journal_.append(persist->segment, persist->bytes)) return failed("the journal cannot be written, or a second engine writes it");
                if (auto done = engine_.persisted(persist->seq); !done) return done;
                if (persist->drop_before) journal_.drop_before(*persist->drop_before);
            } else if (const auto *event = std::get_if<shiming::Event>(&*step)) {
                if (!on_event_(event->json)) return failed("the application did not store an event");
                if (auto done = engine_.handled(event->seq); !done) return done;
            } else if (const auto *send = std::get_if<shiming::Send>(&*step)) {
                carry(*send);
            } else if (const auto *wait = std::get_if<shiming::Wait>(&*step)) {
                // All that was accepted is durable: the place to stop.
                std::unique_lock lock(mutex_);
                if (stopped_) return {};
                changed_.wait_for(lock, std::chrono::milliseconds(std::max<std::int64_t>(wait->until_mono - now->mono_ms, 0)), [&] { return rung_; });
                rung_ = false;
            }
        }
    }

    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = rung_ = true;
        changed_.notify_all();
    }

private:
    static shiming::Error failed(const char *detail) { return {"host", 0, "", "", 0, detail}; }

    void wake() {
        const std::lock_guard lock(mutex_);
        rung_ = true;
        changed_.notify_all();
    }

    void carry(const shiming::Send &send) {
        { const std::lock_guard lock(mutex_); in_flight_++; }
        std::thread([this, send] {
            const Answer answer = transport::send(send.request, send.timeout_ms);
            // An unknown number, say of a request that outlived its lease, is harmless.
            (void)call([&](auto &engine, auto now) {
                return answer.status ? engine.complete(send.send, answer.status, answer.body, answer.date, now)
                                     : engine.complete_transport(send.send, answer.sent, now);
            });
            const std::lock_guard lock(mutex_);
            in_flight_--;
            changed_.notify_all();
        }).detach();
    }

    shiming::Engine engine_;
    Journal journal_;
    OnEvent on_event_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false, stopped_ = false;
    int in_flight_ = 0;
};

#endif
