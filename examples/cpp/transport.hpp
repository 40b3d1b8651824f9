// One request by libcurl, exactly as it is. Each goes on a connection of its own: on one that is used again, libcurl sends
// by itself a second time when the first went nowhere, and the engine counts requests.
#ifndef SHIMING_EXAMPLE_TRANSPORT_HPP
#define SHIMING_EXAMPLE_TRANSPORT_HPP

#include <curl/curl.h>
#include <strings.h>

#include <memory>
#include <optional>
#include <string>

#include "shiming.hpp"

struct Answer {
    std::int32_t status = 0;                            // 0: there was none
    shiming::Sent sent = shiming::Sent::unknown;        // then: may the request have arrived
    std::string body;
    std::optional<std::string> date;
};

namespace transport {

constexpr std::size_t MAX_ANSWER = (1 << 20) + 1; // one byte more than is read: the core sees that there was more

inline std::size_t on_body(char *data, std::size_t, std::size_t size, void *answer) {
    auto &body = static_cast<Answer *>(answer)->body;
    const std::size_t room = MAX_ANSWER - body.size(), taken = size < room ? size : room;
    body.append(data, taken);
    return taken;
}

inline std::size_t on_header(char *data, std::size_t, std::size_t size, void *answer) {
    std::string line(data, size);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    if (strncasecmp(line.c_str(), "date:", 5) == 0) static_cast<Answer *>(answer)->date = line.substr(line.compare(5, 1, " ") == 0 ? 6 : 5);
    return size;
}

// Call curl_global_init once before.
inline Answer send(const shiming::Request &request, std::int64_t timeout_ms) {
    Answer answer;
    curl_slist *headers = curl_slist_append(nullptr, "Expect:");
    for (const auto &[name, value] : request.headers) headers = curl_slist_append(headers, (name + ": " + value).c_str());
    const std::unique_ptr<curl_slist, void (*)(curl_slist *)> free_headers(headers, curl_slist_free_all);
    const std::unique_ptr<CURL, void (*)(CURL *)> curl(curl_easy_init(), curl_easy_cleanup);
    if (!curl) return answer.sent = shiming::Sent::no, answer;
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_ms));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOPROXY, "*"); // the authority judges the source address (1005)
    set(CURLOPT_NOSIGNAL, 1L); // threads
    set(CURLOPT_WRITEFUNCTION, on_body);
    set(CURLOPT_WRITEDATA, &answer);
    set(CURLOPT_HEADERFUNCTION, on_header);
    set(CURLOPT_HEADERDATA, &answer);
    if (request.method == "POST") {
        set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        set(CURLOPT_POSTFIELDS, reinterpret_cast<const char *>(request.body.data()));
    }
    const CURLcode done = curl_easy_perform(curl.get());
    long status = 0;
    if (done == CURLE_OK || answer.body.size() == MAX_ANSWER) curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<std::int32_t>(status);
    // Only what certainly did not leave.
    if (done == CURLE_COULDNT_CONNECT || done == CURLE_COULDNT_RESOLVE_HOST) answer.sent = shiming::Sent::no;
    return answer;
}

} // namespace transport

#endif
