// swift-tools-version:5.9
import Foundation
import PackageDescription

// With ShimingFFI.xcframework beside this file (xcframework.sh makes it) nothing else is needed. Without it the library is the
// system's or that of `swift build -Xlinker -L<folder of libshiming_uniffi>`.
let framework = "ShimingFFI.xcframework"
let isBinary = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")

let package = Package(
    name: "Shiming",
    platforms: [.macOS(.v12), .iOS(.v15)],
    products: [.library(name: "Shiming", targets: ["Shiming"])],
    targets: [
        isBinary
            ? .binaryTarget(name: "ShimingFFI", path: framework)
            : .systemLibrary(name: "ShimingFFI", path: "Sources/ShimingFFI"),
        .target(name: "ShimingGenerated", dependencies: ["ShimingFFI"]),
        .target(name: "Shiming", dependencies: ["ShimingGenerated"]),
        .testTarget(name: "ShimingTests", dependencies: ["Shiming"]),
    ]
)
