import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Sends a request of the engine once, as it is.
public struct Transport: Sendable {
    /// More than any answer of the authority. One byte beyond it is kept, so that the engine sees that there was more.
    private static let most = (1 << 20) + 1

    private let session: URLSession

    /// Without proxy, because the authority judges the source address (1005); without redirects, because a redirected POST is not what was
    /// signed; without cookies and cache.
    public init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.connectionProxyDictionary = [:]
        configuration.httpShouldSetCookies = false
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        // The authority takes at most 1,000 connections from one address (V1.9 §三).
        configuration.httpMaximumConnectionsPerHost = 64
        session = URLSession(configuration: configuration, delegate: NoRedirects(), delegateQueue: nil)
    }

    /// Says what became of the request. The time limit covers everything up to the last byte. A cancelled task gives it up.
    public func exchange(_ request: Request, timeoutMs: Int64) async -> Outcome {
        guard let url = URL(string: request.url) else { return .transport(sent: .no) }
        var sent = URLRequest(url: url, timeoutInterval: TimeInterval(timeoutMs) / 1_000)
        sent.httpMethod = request.method
        for header in request.headers { sent.setValue(header.value, forHTTPHeaderField: header.key) }
        if !request.body.isEmpty { sent.httpBody = request.body }
        let asked = sent
        return await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await load(asked) }
            group.addTask {
                try? await Task.sleep(nanoseconds: UInt64(max(0, timeoutMs)) * 1_000_000)
                return .transport(sent: .unknown)
            }
            let first = await group.next() ?? .transport(sent: .unknown)
            group.cancelAll()
            return first
        }
    }

    private func load(_ request: URLRequest) async -> Outcome {
        do {
            let (body, answer) = try await session.data(for: request)
            guard let answer = answer as? HTTPURLResponse else { return .transport(sent: .unknown) }
            let date = answer.value(forHTTPHeaderField: "Date")
            return .http(
                response: HttpResponse(status: Int32(answer.statusCode), body: Data(body.prefix(Self.most)), date: date))
        } catch let error as URLError where Self.unsent.contains(error.code) {
            return .transport(sent: .no)
        } catch {
            return .transport(sent: .unknown)
        }
    }

    /// Only what failed before a connection stood was certainly not sent.
    private static let unsent: Set<URLError.Code> = [.cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet]
}

private final class NoRedirects: NSObject, URLSessionTaskDelegate, @unchecked Sendable {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        // The redirection itself is the answer.
        completionHandler(nil)
    }
}
