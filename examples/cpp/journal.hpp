// The journal in a folder: one file for each segment, created exclusively and only ever appended to, and a lock, so that two
// processes cannot write one journal. POSIX. A database table (segment, seq, bytes) with a unique key does just as well.
#ifndef SHIMING_EXAMPLE_JOURNAL_HPP
#define SHIMING_EXAMPLE_JOURNAL_HPP

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "shiming.hpp"

class Journal {
public:
    // Creates the folder when it is missing. False: it cannot be written, or another process has it open.
    bool open(const std::filesystem::path &folder) {
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        folder_ = folder;
        lock_ = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        return lock_ >= 0 && flock(lock_, LOCK_EX | LOCK_NB) == 0;
    }

    // Gives the engine everything that is there, ascending, also empty segments. Right after Engine::open.
    shiming::Result<void> load(shiming::Engine &engine) const {
        std::vector<char> piece(1 << 20);
        for (const auto &[segment, path] : segments()) {
            std::ifstream file(path, std::ios::binary);
            bool first = true;
            while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())), file.gcount() > 0 || first) {
                const shiming::Bytes bytes(reinterpret_cast<const std::uint8_t *>(piece.data()), static_cast<std::size_t>(file.gcount()));
                if (auto done = engine.load(segment, bytes); !done) return done;
                first = false;
            }
            if (file.bad()) return shiming::Error{"io", 0, "", "", 0, "the journal cannot be read: see " + path.string()};
        }
        return {};
    }

    // True when the bytes are on the disk. False must end this process: nothing more becomes durable.
    bool append(std::int64_t segment, const std::vector<std::uint8_t> &bytes) {
        if (file_ < 0 || segment != segment_) {
            if (file_ >= 0) ::close(file_);
            file_ = ::open(path_of(segment).c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
            segment_ = segment;
            const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); // a new file is safe only when its name is
            const bool named = folder >= 0 && fsync(folder) == 0;
            if (folder >= 0) ::close(folder);
            if (file_ < 0 || !named) return false;
        }
        for (std::size_t at = 0; at < bytes.size();) {
            const ssize_t written = ::write(file_, bytes.data() + at, bytes.size() - at);
            if (written < 0 && errno != EINTR) return false;
            if (written > 0) at += static_cast<std::size_t>(written);
        }
        return fsync(file_) == 0;
    }

    // Removes the segments below this one. A crash in between leaves files that do no harm.
    void drop_before(std::int64_t segment) const {
        for (const auto &[old, path] : segments())
            if (old < segment) std::filesystem::remove(path);
    }

    Journal() = default;
    Journal(const Journal &) = delete;
    Journal &operator=(const Journal &) = delete;
    ~Journal() {
        if (file_ >= 0) ::close(file_);
        if (lock_ >= 0) ::close(lock_);
    }

private:
    std::filesystem::path path_of(std::int64_t segment) const {
        char name[40];
        std::snprintf(name, sizeof name, "%015lld.journal", static_cast<long long>(segment));
        return folder_ / name;
    }
    std::map<std::int64_t, std::filesystem::path> segments() const {
        std::map<std::int64_t, std::filesystem::path> found;
        for (const auto &entry : std::filesystem::directory_iterator(folder_))
            if (entry.path().extension() == ".journal") found[std::atoll(entry.path().stem().c_str())] = entry.path();
        return found;
    }
    std::filesystem::path folder_;
    int lock_ = -1, file_ = -1;
    std::int64_t segment_ = 0;
};

#endif
