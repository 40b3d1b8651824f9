/* One request by libcurl, exactly as it is: no redirects, no retries, no Expect. */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include "shiming.h"

typedef struct answer {
    int32_t status; /* 0: there was no answer */
    int32_t sent;   /* then: whether the request may have arrived */
    char *body;
    size_t len;
    char date[64]; /* the Date header, from which the engine may learn that this machine's clock is wrong */
} answer;

static answer transport_send(const shiming_request *request, int64_t timeout_ms) {
    answer got = {0, SHIMING_SENT_UNKNOWN, NULL, 0, ""};
    char line[4096];
    long status = 0;
    FILE *into = open_memstream(&got.body, &got.len);
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
    for (uint32_t i = 0; i < request->header_count; i++) {
        snprintf(line, sizeof line, "%s: %s", request->headers[i].name.ptr, request->headers[i].value.ptr);
        headers = curl_slist_append(headers, line);
    }
    curl_easy_setopt(curl, CURLOPT_URL, request->url.ptr);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    if (strcmp(request->method.ptr, "POST") == 0) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)request->body.len);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.ptr);
    }
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, into); /* libcurl writes to a FILE by itself */
    CURLcode done = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    fclose(into);
#if LIBCURL_VERSION_NUM >= 0x075400
    struct curl_header *date;
    if (curl_easy_header(curl, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK) snprintf(got.date, sizeof got.date, "%s", date->value);
#endif
    if (done == CURLE_OK) got.status = (int32_t)status;
    if (done == CURLE_COULDNT_CONNECT || done == CURLE_COULDNT_RESOLVE_HOST) got.sent = SHIMING_SENT_NO;
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return got;
}

#endif
