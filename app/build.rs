//! Where the page's program will be split, the linker keeps what it knows of who calls whom.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo:rustc-link-arg-bin=page=--emit-relocs");
    }
}
