// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "Example",
    platforms: [.macOS(.v12)],
    dependencies: [.package(name: "Shiming", path: "../../bindings/swift")],
    targets: [.executableTarget(name: "Example", dependencies: ["Shiming"])]
)
