// The AAR: the Kotlin sources of the JVM without src/jvm, the generated ones, and src/main/jniLibs, which native.sh fills.
// Gradle 8.13 or later of 8, JDK 17, Android SDK 36. The plugin brings Kotlin's rules for Android, the language's version is that of the jar.
plugins {
    id("com.android.library") version "8.13.2"
    id("org.jetbrains.kotlin.android") version "2.4.21"
    id("maven-publish")
}

group = "io.github.shiming"
version = "0.1.0"

android {
    namespace = "io.github.shiming.android"
    compileSdk = 36

    defaultConfig {
        // java.time and java.nio.file are there from 8.0 on: no desugaring is needed.
        minSdk = 26
        // The jar's own rules: one file for both.
        consumerProguardFiles("../kotlin/src/main/resources/META-INF/proguard/shiming.pro")
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }

    sourceSets["main"].kotlin.srcDirs("../kotlin/src/main/kotlin", "../uniffi/generated/kotlin")

    publishing {
        singleVariant("release") {
            withSourcesJar()
        }
    }
}

kotlin {
    compilerOptions {
        jvmTarget.set(org.jetbrains.kotlin.gradle.dsl.JvmTarget.JVM_11)
    }
}

dependencies {
    // As an AAR: it holds libjnidispatch.so for Android, which the jar does not.
    api("net.java.dev.jna:jna:5.19.1@aar")
}

// Fails before Gradle packs a library that devices with pages of 16 KB would not load.
val pages = tasks.register<Exec>("pages") {
    commandLine("sh", "pages.sh", "src/main/jniLibs")
}
tasks.named("preBuild") { dependsOn(pages) }

publishing {
    publications {
        register<MavenPublication>("release") {
            artifactId = "shiming-android"
            afterEvaluate { from(components["release"]) }
        }
    }
}
